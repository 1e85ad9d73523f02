//! JSON of a page read in bounded room: the beginnings of its strings, and no
//! more values than any real page has.
//!
//! A tree of values takes many times the room of its text; what a page says of
//! itself fits a small part of what it may say.

use std::{cell::Cell, fmt};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::json::{self, JsonError};

/// The room of all values together, in bytes or so.
const ROOM: usize = 4 << 20;

/// The room of a value beside that of its text.
const VALUE: usize = 128;

/// The characters of a string that are kept.
const LONGEST: usize = 4000;

/// Reads one JSON value as leniently as [`json::parse`] does, as far as it fits the room.
pub(super) fn excerpt(text: &str) -> Result<Value, JsonError> {
    json::parse_by(text, |text| {
        let room = Cell::new(ROOM);
        let mut source = serde_json::Deserializer::from_str(text);
        let value = Excerpt { room: &room }.deserialize(&mut source)?;
        source.end().map(|()| value)
    })
    .map(|(value, _)| value)
}

/// Reads a value into what is left of a room.
#[derive(Clone, Copy)]
struct Excerpt<'a> {
    room: &'a Cell<usize>,
}

impl Excerpt<'_> {
    /// Takes room for a value; whether there was any left.
    fn take(self, bytes: usize) -> bool {
        let left = self.room.get();
        self.room.set(left.saturating_sub(VALUE + bytes));
        left > 0
    }

    fn start(self, text: &str) -> String {
        let start: String = text.chars().take(LONGEST).collect();
        if self.take(start.len()) { start } else { String::new() }
    }
}

impl<'de> DeserializeSeed<'de> for Excerpt<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Excerpt<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(self.start(value).into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut kept = Vec::new();
        while self.take(0) {
            match items.next_element_seed(self)? {
                Some(item) => kept.push(item),
                None => return Ok(kept.into()),
            }
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(kept.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut kept = Map::new();
        while self.take(0) {
            match fields.next_key::<String>()? {
                Some(name) => {
                    let name = self.start(&name);
                    kept.insert(name, fields.next_value_seed(self)?);
                }
                None => return Ok(kept.into()),
            }
        }
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(kept.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_read_as_it_is() {
        for json in [r#"{"a":[1,-2,0.5,null,true,"x"],"b":{"c":{}},"d":[]}"#, r#""x""#, "[]"] {
            assert_eq!(excerpt(json).map(|value| value.to_string()).as_deref(), Ok(json));
        }
        assert_eq!(excerpt(r#"{"a":1,"a":2,}"#).map(|value| value["a"].clone()), Ok(2.into()));
        assert_eq!(excerpt("{curly} braces"), Err(JsonError::NotJson));
        assert_eq!(excerpt("[1] [2]"), Err(JsonError::NotJson));
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let count = |value: &Value| value["a"].as_array().map_or(0, Vec::len);
        let many = format!(r#"{{"a":[{}1],"b":"é{}"}}"#, "1,".repeat(99_999), "x".repeat(9_999));
        let value = excerpt(&many).unwrap();
        assert!((10_000..40_000).contains(&count(&value)));
        let long = excerpt(&format!(r#"{{"b":"é{}"}}"#, "x".repeat(9_999))).unwrap();
        assert_eq!(long["b"].as_str().map(|text| text.chars().count()), Some(LONGEST));
    }
}
