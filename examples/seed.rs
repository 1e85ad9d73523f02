use dateline::{clean, ingest::*, model::*};
fn main() {
    for f in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&f).unwrap();
        let mut metadata = RawMetadata::default();
        let body = if f.ends_with(".html") {
            RawBody::Page(scraper::Html::parse_document(&text))
        } else if let Ok(v) = serde_json::from_str::<serde_json::Value>(&text) {
            if v.is_object() {
                metadata.titles.push(v["title"].as_str().unwrap_or("").into());
                metadata
                    .published
                    .push((PublishedFrom::Field, v["published_at"].as_str().unwrap_or("").into()));
                metadata.authors.push("Flanders News Service".into());
                metadata.languages.push("EN".into());
                RawBody::Fragment(scraper::Html::parse_fragment(v["body"].as_str().unwrap_or("")))
            } else {
                RawBody::Text(text)
            }
        } else if f.ends_with(".md") {
            RawBody::Markdown(text)
        } else {
            RawBody::Text(text)
        };
        let a = clean::clean(RawDocument {
            origin: Origin { file: f.clone(), ordinal: 0, hash: "0123456789abcdef".into() },
            id: None,
            body,
            metadata,
            links: vec![],
            problems: vec![],
        });
        println!(
            "=== {f}\n{:?} by {:?} in {:?} lang {:?} pub {:?} cand {:?}",
            a.metadata.title,
            a.metadata.byline,
            a.metadata.publisher,
            a.metadata.language,
            a.metadata.published.as_ref().map(|p| (&p.text, p.from)),
            a.metadata.candidates.iter().map(|c| (&c.text, c.from)).collect::<Vec<_>>()
        );
        let mut r = a.removed.iter().peekable();
        for b in &a.blocks {
            while let Some(x) = r.next_if(|x| x.at <= b.span.start) {
                println!("   --{} {:?}", x.kind.name(), x.text);
            }
            let t = b.span.cut(&a.text);
            println!(
                "{:?}: {}…{}",
                b.kind,
                t.chars().take(90).collect::<String>(),
                t.chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect::<String>()
            );
        }
        for x in r {
            println!("   --{} {:?}", x.kind.name(), x.text);
        }
        for l in &a.links {
            println!("   link {:?} {} {}", l.kind, l.text, l.url);
        }
    }
}
