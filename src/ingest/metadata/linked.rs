//! JSON-LD in a page: the node that is the article, and the nodes it points to.

use std::borrow::Cow;

use serde_json::Value;

use super::super::{
    Place, RawMetadata,
    excerpt::excerpt,
    record::{self, Object},
};
use crate::model::PublishedFrom;

/// The most nodes that are looked at.
const MOST_NODES: usize = 4096;

/// The most types that are kept.
const MOST_KINDS: usize = 32;

/// The metadata that the JSON-LD scripts of a page give, the article's own first.
pub(super) fn of_scripts(scripts: &[Cow<str>]) -> RawMetadata {
    let values: Vec<Value> = scripts.iter().filter_map(|script| value(script)).collect();
    let nodes = nodes(&values);
    let read = |node| record::metadata(node, |id| named(&nodes, id));
    let ranked = |wanted| nodes.iter().copied().filter(move |node| rank(node) == Some(wanted));
    let mut found = RawMetadata::default();
    for node in ranked(Rank::Article).take(1) {
        add(&mut found, read(node));
    }
    for node in ranked(Rank::Page).take(1) {
        // A page without a headline is called what its window is.
        let titles = if node.contains_key("headline") { read(node).titles } else { Vec::new() };
        add(&mut found, RawMetadata { titles, ..read(node) });
    }
    if found.publishers.is_empty() {
        let titles = ranked(Rank::Outlet).flat_map(|node| read(node).titles);
        found.publishers = titles.map(|(_, title)| title).collect();
    }
    // A date under another name than `datePublished` stands behind it, as trusted as the script.
    found.published.iter_mut().for_each(|(from, _)| *from = PublishedFrom::JsonLd);
    found.titles.iter_mut().chain(&mut found.authors).for_each(|(place, _)| *place = Place::Linked);
    found.kinds = nodes.iter().flat_map(|node| kinds(node)).take(MOST_KINDS).collect();
    found
}

/// The types of a node.
fn kinds(node: &Object) -> Vec<String> {
    let kinds = node.get("@type").map_or(&[][..], listed);
    kinds.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The items of a list, or a value that stands alone.
fn listed(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    }
}

/// The node that a reference means, where it has a name.
fn named<'a>(nodes: &[&'a Object], id: &str) -> Option<&'a Object> {
    let is = |node: &&Object| node.get("@id").and_then(Value::as_str) == Some(id);
    nodes.iter().copied().find(|node| is(node) && node.contains_key("name"))
}

fn value(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("//").trim_start_matches("<![CDATA[");
    let script = script.trim_end().trim_end_matches("]]>").trim_end_matches("//");
    excerpt(script.trim().trim_end_matches(';')).ok()
}

/// All nodes of the graph in document order, found without recursion.
fn nodes(values: &[Value]) -> Vec<&Object> {
    const HOLDERS: [&str; 3] = ["@graph", "mainEntity", "mainEntityOfPage"];
    let mut waiting: Vec<&Value> = values.iter().rev().collect();
    let mut nodes = Vec::new();
    while let Some(value) = waiting.pop().filter(|_| nodes.len() < MOST_NODES) {
        match value {
            Value::Array(items) => waiting.extend(items.iter().rev()),
            Value::Object(node) => {
                nodes.push(node);
                waiting.extend(HOLDERS.iter().rev().filter_map(|key| node.get(*key)));
            }
            _ => {}
        }
    }
    nodes
}

/// What a node is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    /// An article of some kind.
    Article,
    /// The page around it.
    Page,
    /// The site or the organisation behind it.
    Outlet,
}

fn rank(node: &Object) -> Option<Rank> {
    let kinds = listed(node.get("@type")?);
    kinds.iter().filter_map(Value::as_str).filter(|kind| is_whole(kind, node)).find_map(rank_of)
}

/// Whether a node is more than a part of its page: what a customer says of a
/// product is marked as a review too, and so is an item of a list of questions.
fn is_whole(kind: &str, node: &Object) -> bool {
    match kind {
        "Review" => node.contains_key("headline"),
        "Question" => node.contains_key("author"),
        _ => true,
    }
}

/// The rank of a type of schema.org.
fn rank_of(kind: &str) -> Option<Rank> {
    match kind {
        kind if kind.ends_with("Article") || ARTICLES.contains(&kind) => Some(Rank::Article),
        kind if kind.ends_with("Page") => Some(Rank::Page),
        kind if kind.ends_with("Organization") || kind == "WebSite" => Some(Rank::Outlet),
        _ => None,
    }
}

/// The types of articles that aren't named so.
const ARTICLES: [&str; 9] = [
    "Report",
    "BlogPosting",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "Review",
    "DiscussionForumPosting",
    "Question",
    "Recipe",
    "Blog",
];

fn add(found: &mut RawMetadata, other: RawMetadata) {
    found.titles.extend(other.titles);
    found.authors.extend(other.authors);
    found.publishers.extend(other.publishers);
    found.published.extend(other.published);
    found.modified.extend(other.modified);
    found.languages.extend(other.languages);
    found.urls.extend(other.urls);
    found.sections.extend(other.sections);
}
