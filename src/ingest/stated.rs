//! The text of an article as a page's JSON-LD states it. A page that scripts
//! fill when it is shown holds its article nowhere else.

use memchr::memmem;
use scraper::{Html, Selector};
use serde_json::Value;

use super::json;

/// The name of the field, as it stands in the source.
const FIELD: &str = "articleBody";

/// The most values that are looked at.
const MOST_VALUES: usize = 65_536;

/// The longest text that a page's JSON-LD states for an article. Pages that
/// don't name the field cost a search for it.
pub(super) fn of_page(source: &str, html: &Html) -> Option<String> {
    memmem::find(source.as_bytes(), FIELD.as_bytes())?;
    let scripts = Selector::parse("script[type*='ld+json' i]").ok()?;
    let scripts = html.select(&scripts).map(|script| script.text().collect::<String>());
    let bodies = scripts.filter_map(|script| longest(json::parse(script.trim()).ok()?.value));
    bodies.max_by_key(String::len)
}

/// The longest body in a value, found without recursion.
fn longest(value: Value) -> Option<String> {
    let mut waiting = vec![value];
    let mut bodies = Vec::new();
    for _ in 0..MOST_VALUES {
        match waiting.pop() {
            Some(Value::Array(items)) => waiting.extend(items),
            Some(Value::Object(mut fields)) => {
                if let Some(Value::String(body)) = fields.remove(FIELD) {
                    bodies.push(body);
                }
                waiting.extend(fields.into_iter().map(|(_, value)| value));
            }
            Some(_) => {}
            None => break,
        }
    }
    bodies.into_iter().max_by_key(String::len)
}
