//! Sheets that are lists: entities, one entity's card, menus, pages.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{finder::wrapped, rows};
use crate::{
    dossier::Entity,
    model::When,
    tui::{
        layout::Sheet,
        state::{CardRow, EntitiesList, EntityCard, EntityScope, Menu, PageRow, PageView, State},
        theme::{Role, entity_sign},
        view::{
            list::date_text,
            paint::{Ink, put},
            row::{cut, put_cut, sides},
        },
        wrap::cells,
    },
};

/// The title of the list of entities.
pub(super) fn entities_title(list: &EntitiesList) -> String {
    let scope = match list.scope {
        EntityScope::Article => "entities of this article",
        EntityScope::Dossier => "entities",
    };
    match list.kind {
        Some(kind) => format!("{scope}: {}", kind.name()),
        None => scope.to_owned(),
    }
}

/// Entities with their kind and count, the selected one's variants in the preview.
pub(super) fn entities(
    state: &State,
    buffer: &mut Buffer,
    sheet: Sheet,
    list: &EntitiesList,
    ink: Ink,
) {
    let typed = format!("› {}", list.filter.value());
    let count = format!("{} entities", list.rows.len());
    sides(buffer, sheet.head, (&typed, ink.of(Role::Text)), (&count, ink.of(Role::Faint)));
    let dossier = &state.holdings.dossier;
    let counted = (list.cursor, list.rows.len());
    rows(buffer, sheet.rows, counted, ink, |buffer, line, at, selected| {
        let Some(&(id, count)) = list.rows.get(at) else { return };
        let Some(entity) = dossier.entities.get(id) else { return };
        let left = format!("{} {}", entity_sign(entity.kind), entity.name());
        let right = format!("{} {count}", entity.kind.name());
        let style = selected.part(Role::Entity(entity.kind), ink);
        sides(buffer, line, (&left, style), (&right, selected.part(Role::Faint, ink)));
    });
    let chosen = list.rows.get(list.cursor.selected);
    if let Some(entity) = chosen.and_then(|(id, _)| dossier.entities.get(*id)) {
        let text = format!("{}\n\n{}", entity.name(), about(entity));
        wrapped(buffer, sheet.preview, &text, &[], ink);
    }
}

/// How often an entity is named, and its other forms.
fn about(entity: &Entity) -> String {
    let (mentions, articles) = (entity.mentions(), entity.articles().len());
    let counts = format!("named {mentions} times in {articles} articles");
    let others = entity.variants().filter(|form| *form != entity.name());
    let others: Vec<&str> = others.collect();
    if others.is_empty() { counts } else { format!("{counts}, also: {}", others.join(", ")) }
}

/// The title of an entity's card.
pub(super) fn card_title(state: &State, card: &EntityCard) -> String {
    let entity = state.holdings.dossier.entities.get(card.entity);
    entity.map(|entity| format!("{} ({})", entity.name(), entity.kind.name())).unwrap_or_default()
}

/// One entity: variants, then articles, companions and entries.
pub(super) fn card(state: &State, buffer: &mut Buffer, sheet: Sheet, card: &EntityCard, ink: Ink) {
    let entity = state.holdings.dossier.entities.get(card.entity);
    let about = entity.map(about).unwrap_or_default();
    put_cut(buffer, sheet.head, &about, ink.of(Role::Faint));
    let counted = (card.cursor, card.rows.len());
    rows(buffer, sheet.rows, counted, ink, |buffer, line, at, selected| {
        let Some(&row) = card.rows.get(at) else { return };
        let (left, right) = card_row(state, row);
        let (style, faint) = (selected.part(Role::Text, ink), selected.part(Role::Faint, ink));
        sides(buffer, line, (&left, style), (&right, faint));
    });
}

fn card_row(state: &State, row: CardRow) -> (String, String) {
    let holdings = &state.holdings;
    match row {
        CardRow::Article(article, count) => {
            let Some(card) = holdings.card(article) else { return Default::default() };
            let date = date_text(card.head.metadata.published.as_ref());
            (format!("in    {date:<10}  {}", card.headline()), count.to_string())
        }
        CardRow::First((article, _)) => (mention_text(state, "first", article), String::new()),
        CardRow::Last((article, _)) => (mention_text(state, "last", article), String::new()),
        CardRow::Companion(id, count) => {
            let name = holdings.dossier.entities.get(id).map(Entity::name);
            (format!("with  {}", name.unwrap_or_default()), count.to_string())
        }
        CardRow::Entry(entry) => {
            let Some(entry) = entry.get(&holdings.dossier) else { return Default::default() };
            let when = entry.when.as_ref().map_or_else(|| "undated".to_owned(), When::edtf);
            (format!("when  {when:<10}  {}", entry.text), entry.status.name().to_owned())
        }
    }
}

/// The article of a first or last mention, with its date.
fn mention_text(state: &State, label: &str, article: usize) -> String {
    let Some(card) = state.holdings.card(article) else { return String::new() };
    let date = date_text(card.head.metadata.published.as_ref());
    format!("{label:<5} {date:<10}  {}", card.headline())
}

/// A choice.
pub(super) fn menu(buffer: &mut Buffer, sheet: Sheet, menu: &Menu, ink: Ink) {
    let counted = (menu.cursor, menu.items.len());
    let wide = menu.items.iter().map(|item| cells(&item.label)).max().unwrap_or(0) + 2;
    rows(buffer, sheet.rows, counted, ink, |buffer, line, at, selected| {
        let Some(item) = menu.items.get(at) else { return };
        let (style, faint) = (selected.part(Role::Text, ink), selected.part(Role::Faint, ink));
        let left = format!("{:<wide$}", item.label);
        let column = put(buffer, (line.x, line.y), line.width, &left, style);
        let rest = Rect { x: column, width: line.right().saturating_sub(column), ..line };
        put_cut(buffer, rest, &item.help, faint);
    });
}

/// A page to read.
pub(super) fn page(buffer: &mut Buffer, sheet: Sheet, page: &PageView, ink: Ink) {
    let wide = usize::from(page.key_columns(sheet.rows.width));
    for (row, line) in page.rows.iter().skip(page.cursor.top).zip(sheet.rows.rows()) {
        match row {
            PageRow::Head(head) => put_cut(buffer, line, head, ink.of(Role::Heading)),
            PageRow::Line(left, right) => {
                let left = format!(" {:<wide$}  ", cut(left, wide));
                let column =
                    put(buffer, (line.x, line.y), line.width, &left, ink.of(Role::Matched));
                let rest = Rect { x: column, width: line.right().saturating_sub(column), ..line };
                put_cut(buffer, rest, right, ink.of(Role::Text));
            }
        }
    }
}
