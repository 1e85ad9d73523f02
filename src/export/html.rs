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
    model::{Article, Metadata, Status},
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
.note{white-space:pre-wrap;margin:.4rem 0 .4rem 1.25rem}article small{margin:0 0 1.4rem 1.25rem}.orphan{border-left-style:dotted}\
@media print{body{max-width:none;padding:0}a{color:inherit}li,blockquote{break-inside:avoid}}";

/// The page. Writing to a string can't fail.
pub(super) fn text(export: &Export<'_>) -> String {
    let mut out = head(&name(export));
    let _ = writeln!(out, "<small>Exported on {}</small>", export.today);
    notes(&mut out, &shelves(export));
    timeline(&mut out, export.dossier);
    sources(&mut out, export.dossier);
    out + "</body>\n</html>\n"
}

/// The dossier's name, escaped; never empty, as a page needs a title.
fn name(export: &Export<'_>) -> String {
    match one_line(export.name) {
        name if name.is_empty() => "Notes".to_owned(),
        name => html(&name),
    }
}

/// The page up to its heading.
fn head(name: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; \
         style-src &#39;unsafe-inline&#39;; img-src data:\">\n\
         <title>{name}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1 dir=\"auto\">{name}</h1>\n"
    )
}

fn notes(out: &mut String, shelves: &[Shelf<'_>]) {
    if !shelves.is_empty() {
        out.push_str("<section>\n<h2>Notes</h2>\n");
        for shelf in shelves {
            shelf_notes(out, shelf);
        }
        out.push_str("</section>\n");
    }
}

/// The notes of one article, under its title.
fn shelf_notes(out: &mut String, shelf: &Shelf<'_>) {
    let title = linked(shelf.title(), shelf.link());
    let _ = writeln!(out, "<article>\n<h3 dir=\"auto\">{title}</h3>");
    shelf.notes.iter().for_each(|placed| note(out, shelf, placed));
    out.push_str("</article>\n");
}

fn note(out: &mut String, shelf: &Shelf<'_>, placed: &Placed<'_>) {
    let note = placed.note;
    quotation(out, shelf, placed);
    if !note.text.is_empty() {
        let _ = writeln!(out, "<p class=\"note\" dir=\"auto\">{}</p>", html(&note.text));
    }
    if !note.tags.is_empty() {
        let _ = writeln!(out, "<small>{}</small>", html(&note.tags.join(", ")));
    }
}

/// The words a note stands on, and a remark where the article has lost them.
fn quotation(out: &mut String, shelf: &Shelf<'_>, placed: &Placed<'_>) {
    let colour = placed.note.colour.name();
    let orphan = if placed.is_orphan() { " orphan" } else { "" };
    let quote = html(shelf.quote(placed));
    if !quote.is_empty() {
        let _ = writeln!(
            out,
            "<blockquote class=\"{colour}{orphan}\" dir=\"auto\">{quote}</blockquote>"
        );
    }
    if placed.is_orphan() {
        out.push_str("<small>These words are not in the article any more.</small>\n");
    }
}

fn timeline(out: &mut String, dossier: &Dossier) {
    let timeline = &dossier.timeline;
    if let Some(picture) = svg::picture(timeline) {
        dated(out, dossier, &picture);
    }
    if !timeline.undated.is_empty() {
        undated(out, dossier);
    }
}

/// The entries with a date, under their picture.
fn dated(out: &mut String, dossier: &Dossier, picture: &str) {
    let alt = html(&svg::description(&dossier.timeline));
    let image = format!("<img alt=\"{alt}\" src=\"{}\">", data_address(picture));
    let _ = writeln!(out, "<section>\n<h2>Timeline</h2>\n{image}\n<ol>");
    dossier.timeline.entries.iter().for_each(|entry| item(out, dossier, entry));
    out.push_str("</ol>\n</section>\n");
}

fn undated(out: &mut String, dossier: &Dossier) {
    out.push_str("<section>\n<h2>Without a date</h2>\n<ul>\n");
    dossier.timeline.undated.iter().for_each(|entry| item(out, dossier, entry));
    out.push_str("</ul>\n</section>\n");
}

fn item(out: &mut String, dossier: &Dossier, entry: &Entry) {
    let (date, text) = (html(&as_told(entry)), html(&one_line(&entry.text)));
    let planned = planned(entry.status);
    let _ = writeln!(
        out,
        "<li><span class=\"when\">{date}</span>{planned} <span dir=\"auto\">{text}</span>"
    );
    told(dossier, entry).for_each(|told| telling(out, entry, &told));
    out.push_str("</li>\n");
}

/// The mark of what has not happened yet.
fn planned(status: Status) -> &'static str {
    if status == Status::Planned { " <span class=\"planned\">planned</span>" } else { "" }
}

/// The sentence stands only where it says more than the entry.
fn telling(out: &mut String, entry: &Entry, told: &Told<'_>) {
    let sentence = one_line(told.sentence);
    let says_more = sentence != one_line(&entry.text);
    let words = if says_more { format!("“{}” ", html(&sentence)) } else { String::new() };
    let source = linked(title(told.article), link(told.article));
    let reason = html(&reason(told.telling));
    let _ = writeln!(out, "<small dir=\"auto\">{words}{source}; date from {reason}</small>");
}

fn sources(out: &mut String, dossier: &Dossier) {
    out.push_str("<section>\n<h2>Sources</h2>\n<ul>\n");
    articles(dossier).for_each(|article| source(out, article));
    out.push_str("</ul>\n</section>\n");
}

fn source(out: &mut String, article: &Article) {
    let title = linked(title(article), link(article));
    let facts = html(&facts(article).join(" · "));
    let _ = writeln!(out, "<li dir=\"auto\">{title}<small>{facts}</small></li>");
}

/// Who, where, when, where the date came from, which file.
fn facts(article: &Article) -> Vec<String> {
    let metadata = &article.metadata;
    let byline = (!metadata.byline.is_empty()).then(|| metadata.byline.join(", "));
    let named = byline.into_iter().chain(metadata.publisher.clone());
    named.chain([publication(metadata), article.origin.file.clone()]).collect()
}

/// When it came out, and what says so.
fn publication(metadata: &Metadata) -> String {
    metadata.published.as_ref().map_or_else(
        || "no date given".to_owned(),
        |published| format!("published {} (from {})", published.when.edtf(), published.from.name()),
    )
}

fn linked(title: &str, url: Option<&str>) -> String {
    let title = html(&one_line(title));
    url.map_or_else(|| title.clone(), |url| format!("<a href=\"{}\">{title}</a>", html(url)))
}

/// A picture as a `data:` address, which needs no network and is printed too.
fn data_address(svg: &str) -> String {
    let mut out = String::from("data:image/svg+xml,");
    for byte in svg.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~!*()/:=,".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
