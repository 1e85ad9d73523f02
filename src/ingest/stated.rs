//! The text of an article as a page's JSON-LD states it. A page that scripts
//! fill when it is shown holds its article nowhere else.

use std::fmt;

use memchr::memmem;
use scraper::{Html, Selector};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{attribute::script, json};

/// The name of the field, as it stands in the source.
const FIELD: &str = "articleBody";

/// The longest body that is read, in bytes: it is held several times at once.
const MOST: usize = 16 << 20;

/// Whether a page's source names the field; few do.
pub(super) fn is_named(source: &str) -> bool {
    memmem::find(source.as_bytes(), FIELD.as_bytes()).is_some()
}

/// The longest text that a page's JSON-LD states for an article.
pub(super) fn of_page(html: &Html) -> Option<String> {
    let scripts = Selector::parse("script[type*='ld+json' i]").ok()?;
    let bodies = html.select(&scripts).filter_map(|element| longest(&script(element)));
    bodies.max_by_key(String::len)
}

/// The longest body in JSON, of which nothing else is kept.
fn longest(json: &str) -> Option<String> {
    let read = json::parse_by(json.trim(), |text| {
        let mut found = None;
        let mut source = serde_json::Deserializer::from_str(text);
        Search { found: &mut found, named: false }.deserialize(&mut source)?;
        source.end().map(|()| found)
    });
    read.ok()?.0
}

/// Looks for bodies in a value.
struct Search<'a> {
    found: &'a mut Option<String>,
    /// Whether the value is that of the field.
    named: bool,
}

impl<'de> DeserializeSeed<'de> for Search<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Search<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        let longest = self.found.as_ref().is_none_or(|found| found.len() <= text.len());
        if self.named && longest && text.len() <= MOST {
            *self.found = Some(text.to_owned());
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Search { found: self.found, named: false })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(name) = fields.next_key::<String>()? {
            fields.next_value_seed(Search { found: self.found, named: name == FIELD })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_body_is_found_wherever_it_stands() {
        for (json, expected) in [
            (r#"{"articleBody":"The ferry sails."}"#, Some("The ferry sails.")),
            (r#"[1,{"a":{"articleBody":"Late."}},{"articleBody":"Too late."}]"#, Some("Too late.")),
            (r#"{"articleBody":["No."],"name":"articleBody"}"#, None),
            (r#"{"articleBody":"Cut o"#, Some("Cut o")),
            ("{articleBody}", None),
        ] {
            assert_eq!(longest(json).as_deref(), expected, "{json}");
        }
    }
}
