//! JSON-LD in a page: the node that is the article, and the nodes it points to.

use serde_json::Value;

use super::super::{
    RawMetadata, json,
    record::{self, Object},
};

/// The most nodes that are looked at.
const MOST_NODES: usize = 4096;

/// The metadata that the JSON-LD scripts of a page give, the article's own first.
pub(super) fn of_scripts(scripts: &[String]) -> RawMetadata {
    let values: Vec<Value> = scripts.iter().filter_map(|script| value(script)).collect();
    let nodes = nodes(&values);
    let find = |id: &str| {
        nodes.iter().copied().find(|node| {
            node.get("@id").and_then(Value::as_str) == Some(id) && node.contains_key("name")
        })
    };
    let mut found = RawMetadata::default();
    let main = nodes.iter().find(|node| rank(node) == Some(Rank::Article));
    let page = nodes.iter().find(|node| rank(node) == Some(Rank::Page));
    for node in main.into_iter().chain(page) {
        add(&mut found, record::metadata(node, find));
    }
    if found.publishers.is_empty() {
        let outlets = nodes.iter().filter(|node| rank(node) == Some(Rank::Outlet));
        found.publishers = outlets.flat_map(|node| record::metadata(node, find).titles).collect();
    }
    found
}

fn value(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("//").trim_start_matches("<![CDATA[");
    let script = script.trim_end().trim_end_matches("]]>").trim_end_matches("//");
    json::parse(script.trim().trim_end_matches(';')).ok().map(|parsed| parsed.value)
}

/// All nodes of the graph in document order, found without recursion.
fn nodes(values: &[Value]) -> Vec<&Object> {
    const HOLDERS: [&str; 4] = ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"];
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
    let kinds = match node.get("@type")? {
        Value::Array(kinds) => kinds.as_slice(),
        one => std::slice::from_ref(one),
    };
    kinds.iter().filter_map(Value::as_str).find_map(|kind| match kind {
        "Report"
        | "BlogPosting"
        | "LiveBlogPosting"
        | "SocialMediaPosting"
        | "Review"
        | "DiscussionForumPosting"
        | "Recipe"
        | "Blog" => Some(Rank::Article),
        kind if kind.ends_with("Article") => Some(Rank::Article),
        kind if kind.ends_with("Page") => Some(Rank::Page),
        "WebSite" | "Organization" => Some(Rank::Outlet),
        kind if kind.ends_with("Organization") => Some(Rank::Outlet),
        _ => None,
    })
}

fn add(found: &mut RawMetadata, other: RawMetadata) {
    found.titles.extend(other.titles);
    found.authors.extend(other.authors);
    found.publishers.extend(other.publishers);
    found.published.extend(other.published);
    found.modified.extend(other.modified);
    found.languages.extend(other.languages);
    found.urls.extend(other.urls);
}
