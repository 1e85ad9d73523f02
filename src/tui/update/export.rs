//! What leaves the program: copies with their source, links, exports.

use super::{complain, note, page, prompt, timeline};
use crate::{
    clean::sanitise_line,
    export::{Format, Kind},
    model::{Article, Span},
    tui::{
        effect::Effect,
        layout::Pane,
        state::{
            Choice, Menu, MenuItem, MenuKind, Mode, PageKind, PageRow, PromptKind, RowCursor, State,
        },
    },
};

/// Offers the formats.
pub(super) fn choose(state: &mut State) -> Option<Effect> {
    let item = |format: Format| MenuItem {
        label: format.name().to_owned(),
        help: format.help().to_owned(),
        choice: Choice::Export(format),
    };
    let items = Format::ALL.into_iter().map(item).collect();
    let menu = Menu { kind: MenuKind::Export, items, cursor: RowCursor::default() };
    state.modes.push(Mode::Menu(menu));
    None
}

/// Asks where an export goes, over what it would begin with.
pub(super) fn ask_path(state: &mut State, format: Format) -> Effect {
    page::push(state, PageKind::Preview(format), Vec::new());
    prompt::open(state, PromptKind::ExportPath { format });
    let (holdings, problems) = (state.holdings.clone(), state.loading.problems.clone());
    Effect::Preview { holdings, problems, format }
}

/// The beginning of an export was made; one that is not waited for is dropped.
pub(super) fn previewed(state: &mut State, format: Format, lines: Vec<String>) -> Option<Effect> {
    let waiting = state.modes.iter_mut().find_map(|mode| match mode {
        Mode::Page(page) if page.kind == PageKind::Preview(format) => Some(page),
        _ => None,
    });
    if let Some(page) = waiting {
        page.rows = lines.into_iter().map(|line| PageRow::Line(String::new(), line)).collect();
    }
    None
}

/// Puts the beginning of an export away.
pub(super) fn end_preview(state: &mut State) {
    let is_preview = |kind: PageKind| matches!(kind, PageKind::Preview(_));
    state.modes.retain(|mode| !matches!(mode, Mode::Page(page) if is_preview(page.kind)));
}

/// The path that is offered first, in the folder the reader was started in.
pub(super) fn default_path(format: Format) -> String {
    let what = match format.kind() {
        Kind::Notes => "notes",
        Kind::Timeline => "timeline",
        Kind::Texts => "texts",
        Kind::References => "references",
        Kind::Entities if matches!(format, Format::Together | Format::TogetherJson) => "together",
        Kind::Entities => "entities",
    };
    if format.is_folder() {
        format!("dateline-{what}")
    } else {
        format!("dateline-{what}.{}", format.extension())
    }
}

/// Copies the selection, note, entry or article with its source.
pub(super) fn copy(state: &mut State) -> Option<Effect> {
    let Some((quote, article)) = to_copy(state) else { return complain(state, "nothing to copy") };
    let source = source(state.holdings.article(article)?);
    let text = if quote.is_empty() { source } else { format!("“{quote}” — {source}") };
    super::select::end(state);
    Some(Effect::Copy(text))
}

/// The words to copy and the article they are from.
fn to_copy(state: &State) -> Option<(String, usize)> {
    if let Some(Mode::Notes(list)) = state.mode() {
        let (placed, note) = state.holdings.note(list.selected()?)?;
        return Some((note.anchor.quote.clone(), placed.article?));
    }
    match state.arrangement.focus {
        Pane::List => Some((String::new(), state.list.selected_article()?)),
        Pane::Text => {
            let article = state.reader.article?;
            Some((words(state, article, note::span_here(state)?), article))
        }
        Pane::Timeline => {
            let telling = timeline::shown_telling(state)?;
            Some((words(state, telling.article, telling.sentence), telling.article))
        }
    }
}

fn words(state: &State, article: usize, span: Span) -> String {
    let text = state.holdings.article(article).map_or("", |article| span.cut(&article.text));
    sanitise_line(text).trim().to_owned()
}

/// Title, publisher, date and address, those that are known.
fn source(article: &Article) -> String {
    let metadata = &article.metadata;
    let title = if metadata.title.is_empty() { &article.origin.file } else { &metadata.title };
    let published = metadata.published.as_ref().map(|published| published.when.edtf());
    let parts = [Some(title.clone()), metadata.publisher.clone(), published, metadata.url.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Opens the link of the selected words, else the article's address.
pub(super) fn open_link(state: &mut State) -> Option<Effect> {
    let article = super::act::target(state)?;
    let Some(address) = address(state, article) else {
        return complain(state, "this article has no address");
    };
    if is_openable(&address) {
        Some(Effect::OpenLink(address))
    } else {
        complain(state, format!("not opened: {address} is no web or mail address"))
    }
}

/// The link whose words stand in the cursor's sentence, in the text pane; else the article's own.
fn address(state: &State, article: usize) -> Option<String> {
    let known = state.holdings.article(article)?;
    let own = known.metadata.url.clone();
    if state.arrangement.focus != Pane::Text {
        return own;
    }
    let sentence = note::span_here(state).map_or("", |span| span.cut(&known.text));
    let named = |text: &str| !text.trim().is_empty() && sentence.contains(text.trim());
    let link = known.links.iter().find(|link| named(&link.text));
    link.map(|link| link.url.clone()).or(own)
}

/// Whether an address may be passed to the system: web and mail, without control characters.
pub(in crate::tui) fn is_openable(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    known && !address.chars().any(|character| character.is_control() || character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_are_opened() {
        for (address, expected) in [
            ("https://example.org/a?b=c", true),
            ("HTTP://EXAMPLE.ORG", true),
            ("mailto:desk@example.org", true),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("-oProxyCommand=x", false),
            ("https://example.org/\u{1b}]52", false),
            ("", false),
        ] {
            assert_eq!(is_openable(address), expected, "{address}");
        }
    }
}
