//! One page that stands alone: timeline, notes, sources. No script, nothing
//! loaded; the picture of the timeline is inside the page.

use std::fmt::Write as _;

use super::{
    Export,
    escape::html,
    gather::{
        Placed, Shelf, Told, articles, as_told, link, one_line, reason, shelves, title, told,
    },
    svg,
};
use crate::{
    dossier::{Dossier, Entry},
    model::{Article, Status},
};

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8886}\
body{font:1rem/1.55 Georgia,serif;max-width:44rem;margin:0 auto;padding:1rem;overflow-wrap:break-word}\
h1,h2,h3,small,.when{font-family:system-ui,sans-serif}\
h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}h3{font-size:1.1rem}\
small{opacity:.75;display:block}img{width:100%;max-width:38rem;height:auto}\
ol,ul{padding:0;list-style:none}li{margin:0 0 1rem}.when{font-weight:bold}.planned{font-style:italic}\
blockquote{margin:1rem 0 .4rem;padding:.1rem .9rem;border-left:.35rem solid #d9a400;white-space:pre-wrap}\
.green{border-color:#4a9d4a}.blue{border-color:#3a7ca5}.pink{border-color:#c2578f}.purple{border-color:#7d5bb5}\
.note{white-space:pre-wrap;margin:.4rem 0 1.4rem 1.25rem}.orphan{border-left-style:dotted}\
@media print{body{max-width:none;padding:0}a{color:inherit}li,blockquote{break-inside:avoid}}";

/// The page. Writing to a string can't fail.
pub(super) fn text(export: &Export<'_>) -> String {
    let name = match one_line(export.name) {
        name if name.is_empty() => "Notes".to_owned(),
        name => html(&name),
    };
    let shelves = shelves(export);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; \
         style-src &#39;unsafe-inline&#39;; img-src data:\">\n\
         <title>{name}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1 dir=\"auto\">{name}</h1>\n"
    );
    let _ = writeln!(out, "<small>Exported on {}</small>", export.today);
    notes(&mut out, &shelves);
    timeline(&mut out, export.dossier);
    sources(&mut out, export.dossier);
    out.push_str("</body>\n</html>\n");
    out
}

fn notes(out: &mut String, shelves: &[Shelf<'_>]) {
    if shelves.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2>Notes</h2>\n");
    for shelf in shelves {
        let _ = writeln!(
            out,
            "<article>\n<h3 dir=\"auto\">{}</h3>",
            linked(shelf.title(), shelf.link())
        );
        for placed in &shelf.notes {
            note(out, shelf, placed);
        }
        out.push_str("</article>\n");
    }
    out.push_str("</section>\n");
}

fn note(out: &mut String, shelf: &Shelf<'_>, placed: &Placed<'_>) {
    let note = placed.note;
    let orphan = if placed.is_orphan() { " orphan" } else { "" };
    let quote = html(shelf.quote(placed));
    if !quote.is_empty() {
        let _ = writeln!(
            out,
            "<blockquote class=\"{}{orphan}\" dir=\"auto\">{quote}</blockquote>",
            note.colour.name()
        );
    }
    if placed.is_orphan() {
        out.push_str("<small>These words are not in the article any more.</small>\n");
    }
    if !note.text.is_empty() {
        let _ = writeln!(out, "<p class=\"note\" dir=\"auto\">{}</p>", html(&note.text));
    }
    if !note.tags.is_empty() {
        let _ = writeln!(out, "<small>{}</small>", html(&note.tags.join(", ")));
    }
}

fn timeline(out: &mut String, dossier: &Dossier) {
    let timeline = &dossier.timeline;
    if let Some(picture) = svg::picture(timeline) {
        let alt = html(&svg::description(timeline));
        let picture = data_address(&picture);
        let _ = writeln!(
            out,
            "<section>\n<h2>Timeline</h2>\n<img alt=\"{alt}\" src=\"{picture}\">\n<ol>"
        );
        timeline.entries.iter().for_each(|entry| item(out, dossier, entry));
        out.push_str("</ol>\n</section>\n");
    }
    if !timeline.undated.is_empty() {
        out.push_str("<section>\n<h2>Without a date</h2>\n<ul>\n");
        timeline.undated.iter().for_each(|entry| item(out, dossier, entry));
        out.push_str("</ul>\n</section>\n");
    }
}

fn item(out: &mut String, dossier: &Dossier, entry: &Entry) {
    let planned = if entry.status == Status::Planned {
        " <span class=\"planned\">planned</span>"
    } else {
        ""
    };
    let _ = writeln!(
        out,
        "<li><span class=\"when\">{}</span>{planned} <span dir=\"auto\">{}</span>",
        html(&as_told(entry)),
        html(&one_line(&entry.text))
    );
    for told in told(dossier, entry) {
        telling(out, entry, &told);
    }
    out.push_str("</li>\n");
}

/// The sentence stands only where it says more than the entry.
fn telling(out: &mut String, entry: &Entry, told: &Told<'_>) {
    let sentence = one_line(told.sentence);
    let words = if sentence == one_line(&entry.text) {
        String::new()
    } else {
        format!("“{}” ", html(&sentence))
    };
    let source = linked(title(told.article), link(told.article));
    let reason = html(&reason(told.telling));
    let _ = writeln!(out, "<small dir=\"auto\">{words}{source}; date from {reason}</small>");
}

fn sources(out: &mut String, dossier: &Dossier) {
    out.push_str("<section>\n<h2>Sources</h2>\n<ul>\n");
    for article in articles(dossier) {
        let _ = writeln!(
            out,
            "<li dir=\"auto\">{}<small>{}</small></li>",
            linked(title(article), link(article)),
            html(&facts(article).join(" · "))
        );
    }
    out.push_str("</ul>\n</section>\n");
}

/// Who, where, when, where the date came from, which file.
fn facts(article: &Article) -> Vec<String> {
    let metadata = &article.metadata;
    let mut facts = Vec::new();
    if !metadata.byline.is_empty() {
        facts.push(metadata.byline.join(", "));
    }
    facts.extend(metadata.publisher.clone());
    facts.push(metadata.published.as_ref().map_or_else(
        || "no date given".to_owned(),
        |published| format!("published {} (from {})", published.when.edtf(), published.from.name()),
    ));
    facts.push(article.origin.file.clone());
    facts
}

fn linked(title: &str, url: Option<&str>) -> String {
    let title = html(&one_line(title));
    url.map_or_else(|| title.clone(), |url| format!("<a href=\"{}\">{title}</a>", html(url)))
}

/// A picture as a `data:` address, which needs no network and is printed too.
fn data_address(svg: &str) -> String {
    let mut out = String::from("data:image/svg+xml,");
    for byte in svg.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-_.~!*()/:=, ".contains(&byte);
        match (byte, plain) {
            (b' ', _) => out.push_str("%20"),
            (_, true) => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
