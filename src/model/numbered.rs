//! Days and times of day as they are written: for people in words of ISO 8601,
//! for the cache as numbers, which take less room and are read at once. The
//! functions are for `#[serde(with)]`.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// What can be written in numbers.
pub(super) trait Numbered: Sized {
    type Numbers: Serialize + for<'de> Deserialize<'de>;

    fn numbers(&self) -> Self::Numbers;

    /// The value of some numbers; an error where there is no such day or time.
    fn numbered(numbers: Self::Numbers) -> Result<Self, jiff::Error>;
}

impl Numbered for Date {
    type Numbers = (i16, i8, i8);

    fn numbers(&self) -> Self::Numbers {
        (self.year(), self.month(), self.day())
    }

    fn numbered((year, month, day): Self::Numbers) -> Result<Self, jiff::Error> {
        Self::new(year, month, day)
    }
}

impl Numbered for Option<Time> {
    type Numbers = Option<(i8, i8, i8, i32)>;

    fn numbers(&self) -> Self::Numbers {
        self.map(|time| (time.hour(), time.minute(), time.second(), time.subsec_nanosecond()))
    }

    fn numbered(numbers: Self::Numbers) -> Result<Self, jiff::Error> {
        numbers
            .map(|(hour, minute, second, rest)| Time::new(hour, minute, second, rest))
            .transpose()
    }
}

pub(super) fn serialize<T: Numbered + Serialize, S: Serializer>(
    value: &T,
    to: S,
) -> Result<S::Ok, S::Error> {
    if to.is_human_readable() { value.serialize(to) } else { value.numbers().serialize(to) }
}

pub(super) fn deserialize<'de, T: Numbered + Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<T, D::Error> {
    if from.is_human_readable() {
        return T::deserialize(from);
    }
    T::numbered(Deserialize::deserialize(from)?).map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use crate::model::When;

    #[test]
    fn a_time_comes_back_from_words_and_from_numbers() {
        let exact = When { clock: Some(time(23, 5, 59, 7)), ..When::day(date(-44, 3, 15)) };
        for when in [exact, When::day(date(2026, 2, 28))] {
            let words = serde_json::to_string(&when).unwrap();
            assert!(words.contains(&format!("\"{}\"", when.last)), "{words}");
            assert_eq!(serde_json::from_str::<When>(&words).unwrap(), when);
            let numbers = postcard::to_stdvec(&when).unwrap();
            assert_eq!(postcard::from_bytes::<When>(&numbers).unwrap(), when);
        }
        let no_day = postcard::to_stdvec(&((2026_i16, 2_i8, 30_i8), (2026_i16, 3_i8, 1_i8), 1_u8));
        assert!(postcard::from_bytes::<When>(&no_day.unwrap()).is_err());
    }
}
