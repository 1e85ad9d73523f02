//! What is said about a text: sentences, mentions, time expressions, events.

use serde::{Deserialize, Serialize};

use super::{PublishedFrom, Span, When};

/// Everything found in one article, each list sorted by place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotations {
    /// Sentences (and headings, captions, cells), in order, inside one block each.
    pub sentences: Vec<Span>,
    /// Names of entities; none overlaps another.
    pub mentions: Vec<Mention>,
    /// The entities that `mentions` point to.
    pub entities: Vec<DocumentEntity>,
    /// Time expressions; none overlaps another.
    pub timexes: Vec<Timex>,
    /// What the article tells, in order.
    pub events: Vec<Event>,
    /// What the reader should know before trusting the dates.
    pub warnings: Vec<String>,
}

/// A span that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// What kind of thing it names.
    pub kind: EntityKind,
    /// Which of the article's entities it names.
    pub entity: usize,
}

/// One thing that an article names, its variants merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEntity {
    /// Person, organisation, place …
    pub kind: EntityKind,
    /// The fullest form, as printed, with its diacritics.
    pub name: String,
    /// The key that other articles' entities are matched by: folded full name, alias or acronym.
    pub key: String,
    /// Every form it takes here, the most frequent first.
    pub variants: Vec<String>,
}

/// An entity in corrections: its key, with the kind behind it for those that
/// never are one with another kind of the same key.
#[must_use]
pub fn entity_subject(kind: EntityKind, key: &str) -> String {
    match kind {
        EntityKind::Group | EntityKind::Money => format!("{key} ({})", kind.name()),
        _ => key.to_owned(),
    }
}

/// The seven kinds of entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntityKind {
    /// A person.
    Person,
    /// A company, ministry, alliance, party, outlet.
    Organisation,
    /// A country, city, region, sea.
    Place,
    /// A nationality, religion or affiliation.
    Group,
    /// A weapon, vehicle, platform or programme.
    System,
    /// An amount of money.
    Money,
    /// A summit, fair, exercise, war, election or mission that has a name.
    Event,
}

impl EntityKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::Organisation,
        Self::Place,
        Self::Group,
        Self::System,
        Self::Money,
        Self::Event,
    ];

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name used in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Group => "group",
            Self::System => "system",
            Self::Money => "money",
            Self::Event => "event",
        }
    }
}

/// A time expression after TimeML TIMEX3.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timex {
    /// Where it stands.
    pub span: Span,
    /// DATE, TIME, DURATION or SET.
    pub kind: TimexKind,
    /// The TIMEX3 value (`2018`, `2025-W25`, `FUTURE_REF`, `P2D`); empty when it can't be resolved.
    pub value: String,
    /// Its place on the calendar, where it has one.
    pub when: Option<When>,
    /// What a relative expression counts from; none for absolute ones.
    pub anchor: Option<Anchor>,
    /// The name of the rule that resolved it (`last-UNIT`).
    pub rule: String,
}

/// The TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexKind {
    /// A calendar time of a day or coarser.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A repeated time.
    Set,
}

impl TimexKind {
    /// The name used in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// What a relative expression counts from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// The time it counts from.
    pub when: When,
    /// Where that comes from: `published`, or `text` for an earlier expression.
    pub from: String,
}

/// A publication date that was found, the winning one included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DateCandidate {
    /// The time it gives.
    pub when: When,
    /// The time in ISO 8601 as exactly as the source gives it.
    pub text: String,
    /// Where it was found.
    pub from: PublishedFrom,
}

/// Something that an article tells at sentence grain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The sentence that tells it.
    pub sentence: Span,
    /// The part of the sentence that this time governs; the sentence when it tells one thing.
    pub clause: Span,
    /// Which time expression dates it; none when it stands on the publication day or has no date.
    pub timex: Option<usize>,
    /// When; none for an event without a usable date.
    pub when: Option<When>,
    /// Happened, going on or planned.
    pub status: Status,
    /// Whether somebody else's words tell it ("he said").
    pub reported: bool,
    /// How sure it is that it stands at this time.
    pub confidence: Confidence,
    /// The mentions inside `clause`, as places in the list of mentions.
    pub mentions: Vec<usize>,
}

/// How sure it is that an event stands at its time.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Nothing but its place in the article speaks for it.
    Low,
    /// The time was worked out, or somebody else tells it.
    Medium,
    /// The article's own words give it.
    #[default]
    High,
}

impl Confidence {
    /// The name used in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Whether an event has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It has happened.
    Past,
    /// It goes on.
    Ongoing,
    /// It is planned or expected.
    Planned,
}

impl Status {
    /// The name used in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Ongoing => "ongoing",
            Self::Planned => "planned",
        }
    }
}
