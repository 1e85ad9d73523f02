use dateline::{clean, ingest::*, model::*};
use std::io::{Read, Write};
fn main() {
    let mode = std::env::args().nth(1).unwrap();
    let gold = std::env::args().nth(2).unwrap();
    let out = std::io::stdout();
    let mut out = std::io::BufWriter::new(out.lock());
    let mut total = std::time::Duration::ZERO;
    let mut parse = std::time::Duration::ZERO;
    let mut bytes = 0;
    for line in std::fs::read_to_string(&gold).unwrap().lines() {
        let g: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = g["id"].as_str().unwrap();
        let raw = if mode == "page" {
            let o = std::process::Command::new("zcat")
                .arg(format!("/tmp/cl/{id}.html.gz"))
                .output()
                .unwrap()
                .stdout;
            o
        } else {
            let mut v = vec![];
            std::fs::File::open(format!("/tmp/cl/{id}.txt")).unwrap().read_to_end(&mut v).unwrap();
            v
        };
        bytes += raw.len();
        let text = String::from_utf8_lossy(&raw).into_owned();
        let t0 = std::time::Instant::now();
        let mut metadata = RawMetadata::default();
        let body = if mode == "page" {
            let html = scraper::Html::parse_document(&text);
            parse += t0.elapsed();
            for s in ["meta[property='og:title']", "title"] {
                let sel = scraper::Selector::parse(s).unwrap();
                if let Some(e) = html.select(&sel).next() {
                    let v =
                        e.attr("content").map(str::to_owned).unwrap_or_else(|| e.text().collect());
                    metadata.titles.push(v);
                }
            }
            RawBody::Page(html)
        } else {
            RawBody::Text(text)
        };
        let t1 = std::time::Instant::now();
        let a = clean::clean(RawDocument {
            origin: Origin { file: id.into(), ordinal: 0, hash: "0123456789abcdef".into() },
            id: None,
            body,
            metadata,
            links: vec![],
            problems: vec![],
        });
        total += t1.elapsed();
        let nocap = std::env::var("NOCAP").is_ok();
        let text = if nocap {
            a.blocks
                .iter()
                .filter(|b| b.kind != BlockKind::Caption)
                .map(|b| b.span.cut(&a.text))
                .collect::<Vec<_>>()
                .join("\n\n")
        } else {
            a.text.clone()
        };
        let blocks: Vec<_> = a
            .blocks
            .iter()
            .map(|b| {
                serde_json::json!([
                    match b.kind {
                        BlockKind::Heading(_) => "h",
                        o => o.name(),
                    },
                    b.span.cut(&a.text)
                ])
            })
            .collect();
        let p = serde_json::json!({"id":id,"text":text,"title":a.metadata.title,"date":a.metadata.published.as_ref().map(|p|p.text.clone()),"author":a.metadata.byline,"publisher":a.metadata.publisher,"lang":a.metadata.language,"blocks":blocks,"removed":a.removed,"from":a.metadata.published.as_ref().map(|p|p.from.name())});
        writeln!(out, "{p}").unwrap();
    }
    eprintln!("clean {:?} parse {:?} bytes {}", total, parse, bytes);
}
