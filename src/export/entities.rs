//! The entities of a dossier and the pairs that stand together, as JSON and as tables.

use serde::Serialize;

use super::{
    Export,
    escape::cell,
    gather::{code_points, one_line, title},
    table::Table,
};
use crate::{
    dossier::{Dossier, Entity, EntityId, Pair, Place},
    model::{Article, CodePoints},
};

/// The most companions that are told of one entity.
const COMPANIONS: usize = 12;

/// An entity with all that the dossier says of it.
#[derive(Debug, Serialize)]
pub struct EntityLine<'a> {
    /// Its place among the entities.
    pub entity: EntityId,
    /// Its name.
    pub name: &'a str,
    /// Its kind.
    pub kind: &'static str,
    /// Every form, the most frequent first.
    pub variants: Vec<&'a str>,
    /// How often it is named.
    pub mentions: usize,
    /// The articles that name it.
    pub articles: Vec<ArticleLine<'a>>,
    /// Where it is named first, by the articles' dates.
    pub first: Option<PlaceLine<'a>>,
    /// Where it is named last.
    pub last: Option<PlaceLine<'a>>,
    /// Who is named most often in the same sentences.
    pub with: Vec<CompanionLine<'a>>,
    /// The timeline's entries in which it takes part, by id.
    pub events: Vec<&'a str>,
}

/// An article that names an entity.
#[derive(Debug, Serialize)]
pub struct ArticleLine<'a> {
    /// Its file.
    pub file: &'a str,
    /// Its id.
    pub id: &'a str,
    /// Its date, where it has one.
    pub published: Option<&'a str>,
    /// How often it names the entity.
    pub mentions: usize,
}

/// A place in an article, in code points of its text.
#[derive(Debug, Serialize)]
pub struct PlaceLine<'a> {
    /// The article's file.
    pub file: &'a str,
    /// The article's id.
    pub id: &'a str,
    /// The article's title.
    pub title: &'a str,
    /// The article's date, where it has one.
    pub published: Option<&'a str>,
    /// The first code point.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// The words that stand there, on one line.
    pub text: String,
}

/// Another entity in the same sentences.
#[derive(Debug, Serialize)]
pub struct CompanionLine<'a> {
    /// Its name.
    pub name: &'a str,
    /// The sentences that name both.
    pub sentences: usize,
}

/// Two entities that are named together.
#[derive(Debug, Serialize)]
pub struct PairLine<'a> {
    /// The names of both.
    pub names: [&'a str; 2],
    /// The kinds of both.
    pub kinds: [&'static str; 2],
    /// The places of both among the entities.
    pub entities: [EntityId; 2],
    /// The sentences that name both.
    pub sentences: usize,
    /// The articles with such a sentence.
    pub articles: usize,
    /// The first such sentence, by the articles' dates.
    pub first: Option<PlaceLine<'a>>,
}

/// A dossier with what its lines need of it, computed once.
struct Cast<'a> {
    dossier: &'a Dossier,
    points: Vec<CodePoints<'a>>,
}

/// Every entity, the most often named first.
#[must_use]
pub fn entity_lines(dossier: &Dossier) -> Vec<EntityLine<'_>> {
    let cast = Cast { dossier, points: code_points(dossier) };
    let (mut with, mut events) = (companions(dossier), events(dossier));
    let line = |(id, entity)| {
        let entity: &Entity = entity;
        let places = dossier.first_and_last(id);
        EntityLine {
            entity: id,
            name: entity.name(),
            kind: entity.kind.name(),
            variants: entity.variants().collect(),
            mentions: entity.mentions(),
            articles: cast.articles(entity),
            first: places.and_then(|(first, _)| cast.place(first)),
            last: places.and_then(|(_, last)| cast.place(last)),
            with: with.get_mut(id).map(std::mem::take).unwrap_or_default(),
            events: events.get_mut(id).map(std::mem::take).unwrap_or_default(),
        }
    };
    dossier.entities.iter().enumerate().map(line).collect()
}

/// Every pair of entities that stand in one sentence, those of the most sentences first.
#[must_use]
pub fn pair_lines(dossier: &Dossier) -> Vec<PairLine<'_>> {
    let cast = Cast { dossier, points: code_points(dossier) };
    dossier.all_pairs().into_iter().filter_map(|pair| cast.pair(pair)).collect()
}

impl<'a> Cast<'a> {
    fn articles(&self, entity: &'a Entity) -> Vec<ArticleLine<'a>> {
        let named = entity.articles();
        let line = |(article, mentions)| {
            let head = &self.dossier.articles.card(article)?.head;
            let published = published(head);
            Some(ArticleLine { file: &head.origin.file, id: &head.id, published, mentions })
        };
        named.filter_map(line).collect()
    }

    fn place(&self, (article, span): Place) -> Option<PlaceLine<'a>> {
        let whole = &self.dossier.articles.get(article)?.article;
        let (start, end) = self.points.get(article)?.span(span);
        Some(PlaceLine {
            file: &whole.origin.file,
            id: &whole.id,
            title: title(whole),
            published: published(whole),
            start,
            end,
            text: one_line(span.cut(&whole.text)),
        })
    }

    fn pair(&self, pair: Pair) -> Option<PairLine<'a>> {
        let (one, other) = pair.entities;
        let [first, second] = [self.dossier.entities.get(one)?, self.dossier.entities.get(other)?];
        Some(PairLine {
            names: [first.name(), second.name()],
            kinds: [first.kind.name(), second.kind.name()],
            entities: [one, other],
            sentences: pair.sentences,
            articles: pair.articles,
            first: self.place(pair.first),
        })
    }
}

fn published(article: &Article) -> Option<&str> {
    article.metadata.published.as_ref().map(|published| published.text.as_str())
}

/// For each entity the others of its sentences, the most frequent first.
fn companions(dossier: &Dossier) -> Vec<Vec<CompanionLine<'_>>> {
    let mut all: Vec<Vec<CompanionLine<'_>>> = Vec::new();
    all.resize_with(dossier.entities.len(), Vec::new);
    for pair in dossier.all_pairs() {
        let (one, other) = pair.entities;
        for (own, other) in [(one, other), (other, one)] {
            let (Some(lines), Some(entity)) = (all.get_mut(own), dossier.entities.get(other))
            else {
                continue;
            };
            if lines.len() < COMPANIONS {
                lines.push(CompanionLine { name: entity.name(), sentences: pair.sentences });
            }
        }
    }
    all
}

/// For each entity the ids of the entries in which it takes part.
fn events(dossier: &Dossier) -> Vec<Vec<&str>> {
    let mut all = vec![Vec::new(); dossier.entities.len()];
    for entry in dossier.timeline.all() {
        for &id in &entry.entities {
            if let Some(ids) = all.get_mut(id) {
                ids.push(entry.id());
            }
        }
    }
    all
}

/// The heads of the table of entities.
const ENTITY_HEADS: [&str; 15] = [
    "name",
    "kind",
    "variants",
    "articles",
    "mentions",
    "first date",
    "first file",
    "first title",
    "last date",
    "last file",
    "last title",
    "with",
    "events",
    "files",
    "entity",
];

/// The entities as a table, one a line.
pub(super) fn table(export: &Export<'_>) -> String {
    let mut table = Table::new(ENTITY_HEADS);
    for line in entity_lines(export.dossier) {
        let [first_date, first_file, first_title] = place_cells(line.first.as_ref());
        let [last_date, last_file, last_title] = place_cells(line.last.as_ref());
        let with: Vec<String> =
            line.with.iter().map(|one| format!("{} ({})", one.name, one.sentences)).collect();
        let files: Vec<&str> = line.articles.iter().map(|one| one.file).collect();
        let cells = [
            one_line(line.name),
            line.kind.to_owned(),
            line.variants.join("; "),
            line.articles.len().to_string(),
            line.mentions.to_string(),
            first_date,
            first_file,
            first_title,
            last_date,
            last_file,
            last_title,
            with.join("; "),
            line.events.join(" "),
            files.join("; "),
            line.entity.to_string(),
        ];
        row(&mut table, cells);
    }
    table.into_text()
}

/// The heads of the table of pairs.
const PAIR_HEADS: [&str; 10] = [
    "name",
    "kind",
    "with",
    "with kind",
    "sentences",
    "articles",
    "date",
    "file",
    "title",
    "sentence",
];

/// The pairs as a table, one a line.
pub(super) fn pair_table(export: &Export<'_>) -> String {
    let mut table = Table::new(PAIR_HEADS);
    for line in pair_lines(export.dossier) {
        let ([name, with], [kind, with_kind]) = (line.names, line.kinds);
        let [date, file, title] = place_cells(line.first.as_ref());
        let sentence = line.first.map(|first| first.text).unwrap_or_default();
        let cells = [
            one_line(name),
            kind.to_owned(),
            one_line(with),
            with_kind.to_owned(),
            line.sentences.to_string(),
            line.articles.to_string(),
            date,
            file,
            title,
            sentence,
        ];
        row(&mut table, cells);
    }
    table.into_text()
}

/// Every mention of every article as a table, one a line. Positions are code
/// points of the article's text.
#[must_use]
pub fn table_of_mentions(dossier: &Dossier) -> String {
    let heads = ["file", "id", "start", "end", "text", "kind", "name", "entity"];
    let mut table = Table::new(heads);
    for (article, own) in dossier.articles.iter().zip(dossier.entity_of.iter()) {
        let points = CodePoints::of(&article.article.text);
        for mention in &article.annotations.mentions {
            let Some(id) = own.get(mention.entity) else { continue };
            let name = dossier.entities.get(id).map_or("", |entity| entity.name());
            let (start, end) = points.span(mention.span);
            let cells = [
                article.article.origin.file.clone(),
                article.article.id.clone(),
                start.to_string(),
                end.to_string(),
                one_line(mention.span.cut(&article.article.text)),
                mention.kind.name().to_owned(),
                one_line(name),
                id.to_string(),
            ];
            row(&mut table, cells);
        }
    }
    table.into_text()
}

/// Date, file and title of a place's article; empty where there is none.
fn place_cells(place: Option<&PlaceLine<'_>>) -> [String; 3] {
    let Some(place) = place else { return Default::default() };
    [place.published.unwrap_or_default(), place.file, place.title].map(str::to_owned)
}

/// Adds a row of cells that no spreadsheet takes for formulas.
fn row<const N: usize>(table: &mut Table, cells: [String; N]) {
    let cells = cells.map(|text| cell(&text));
    table.row(cells.each_ref().map(String::as_str));
}

/// The entities as one JSON list.
pub(super) fn json(export: &Export<'_>) -> String {
    listed(&entity_lines(export.dossier))
}

/// The pairs as one JSON list.
pub(super) fn pair_json(export: &Export<'_>) -> String {
    listed(&pair_lines(export.dossier))
}

fn listed(lines: &impl Serialize) -> String {
    serde_json::to_string_pretty(lines).unwrap_or_default() + "\n"
}
