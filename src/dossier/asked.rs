//! What is typed to narrow the timeline: the query language, asked of entries.
//!
//! Words, phrases and `who:` look at an entry, `after:` and `before:` at its
//! time, `in:`, `tag:` and marks at the articles that tell it. Besides:
//!
//! | written | asks for |
//! |---|---|
//! | `is:planned`, `past`, `ongoing` | the status |
//! | `is:overdue`, `undated`, `contradicted` | what it says |
//! | `precision:month` | how exact its time is |
//! | `around:2025-06` | the ten entries around it; `count:20` asks for more |

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    Dossier, TimelineFilter,
    condition::holds,
    query::{Chunk, Clause, Condition, Query, Spelling},
    timeline::Entry,
    words::Words,
};
use crate::model::{ArticleMarks, Precision, Span, Status, When};

/// Entries around a date when no number is told.
const AROUND: usize = 10;

/// What is asked of an entry besides a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trait {
    Status(Status),
    Overdue,
    Undated,
    Contradicted,
    Precision(Precision),
}

/// A typed question to a timeline.
#[derive(Clone, Debug)]
struct Asked {
    query: Query,
    /// Of these one must hold; excluded ones must not.
    wanted: Vec<Trait>,
    excluded: Vec<Trait>,
    around: Option<Date>,
    count: usize,
}

/// The ids of the entries that a typed question asks for among those that pass
/// a filter; none when it asks nothing.
pub(super) fn entries(
    dossier: &Dossier,
    typed: &str,
    filter: &TimelineFilter,
    (marks, today): (&[ArticleMarks], Date),
) -> Option<BTreeSet<String>> {
    let asked = Asked::parse(typed);
    if asked.is_empty() {
        return None;
    }
    let clauses: Vec<Answered<'_>> = answered(dossier, &asked.query, marks).collect();
    let passes = |entry: &&Entry| {
        filter.passes(entry)
            && asked.has_traits(entry, today)
            && clauses.iter().all(|clause| clause.holds(entry))
    };
    let open: Vec<&Entry> = dossier.timeline.all().filter(passes).collect();
    let worded = |spelling: Spelling| {
        let has = |entry: &&&Entry| has_words(entry, &asked.query, spelling);
        open.iter().filter(has).copied().collect::<Vec<_>>()
    };
    // Slips are forgiven only where nothing has the words as they are typed.
    let passing = Some(worded(Spelling::Exact)).filter(|sure| !sure.is_empty());
    let passing = passing.unwrap_or_else(|| worded(Spelling::Near));
    let kept = match asked.around {
        Some(day) => around(passing, day, asked.count),
        None => passing,
    };
    Some(kept.into_iter().map(|entry| entry.id().to_owned()).collect())
}

impl Asked {
    fn parse(typed: &str) -> Self {
        let (wanted, excluded, around) = (Vec::new(), Vec::new(), None);
        let query = Query::default();
        let mut asked = Self { query, wanted, excluded, around, count: AROUND };
        let mut rest = String::new();
        for chunk in Chunk::all(typed) {
            if !asked.take(&chunk) {
                rest.extend([if chunk.excluded { "-" } else { "" }, chunk.body, " "]);
            }
        }
        let unfinished = !typed.ends_with(char::is_whitespace);
        asked.query = Query::parse(if unfinished { rest.trim_end() } else { &rest });
        asked
    }

    /// Takes a piece that only a timeline understands.
    fn take(&mut self, chunk: &Chunk<'_>) -> bool {
        let field = chunk.field.unwrap_or_default().to_ascii_lowercase();
        let found = match field.as_str() {
            "is" => trait_named(chunk.value),
            "precision" => Precision::named(chunk.value).map(Trait::Precision),
            "around" => return self.take_around(chunk.value),
            "count" => return chunk.value.parse().map(|count| self.count = count).is_ok(),
            _ => None,
        };
        let list = if chunk.excluded { &mut self.excluded } else { &mut self.wanted };
        list.extend(found);
        found.is_some()
    }

    fn take_around(&mut self, value: &str) -> bool {
        let day = When::parse(value).ok().map(|when| when.first);
        self.around = day.or(self.around);
        day.is_some()
    }

    fn is_empty(&self) -> bool {
        let traits = self.wanted.is_empty() && self.excluded.is_empty();
        traits && self.around.is_none() && self.query.is_empty()
    }

    /// Of the traits of one sort any, of each sort one.
    fn has_traits(&self, entry: &Entry, today: Date) -> bool {
        let has = |asked: &&Trait| asked.holds(entry, today);
        let exact = |asked: &&Trait| matches!(asked, Trait::Precision(_));
        let any = |of_precision: bool| {
            let mut sort = self.wanted.iter().filter(|one| exact(one) == of_precision).peekable();
            sort.peek().is_none() || sort.any(|one| has(&one))
        };
        any(true) && any(false) && !self.excluded.iter().any(|one| has(&one))
    }
}

fn trait_named(name: &str) -> Option<Trait> {
    match name.to_lowercase().as_str() {
        "past" => Some(Trait::Status(Status::Past)),
        "ongoing" => Some(Trait::Status(Status::Ongoing)),
        "planned" => Some(Trait::Status(Status::Planned)),
        "overdue" => Some(Trait::Overdue),
        "undated" => Some(Trait::Undated),
        "contradicted" => Some(Trait::Contradicted),
        _ => None,
    }
}

impl Trait {
    fn holds(self, entry: &Entry, today: Date) -> bool {
        match self {
            Self::Status(status) => entry.status == status,
            Self::Overdue => entry.is_overdue(today),
            Self::Undated => entry.when.is_none(),
            Self::Contradicted => entry.contradicted,
            Self::Precision(asked) => {
                entry.when.as_ref().is_some_and(|when| when.precision == asked)
            }
        }
    }
}

/// Whether an entry has every word of a query.
fn has_words(entry: &Entry, query: &Query, spelling: Spelling) -> bool {
    let words = Words::of(&entry.text);
    let placed: Vec<(Span, &str)> = words.placed().collect();
    query.is_all_in(&placed, spelling)
}

/// A clause of a query with what it takes to answer it for any entry.
struct Answered<'a> {
    clause: &'a Clause,
    /// Where articles answer: which of them do.
    articles: Vec<bool>,
    /// Where names answer: the entries that they take part in.
    named: BTreeSet<String>,
}

fn answered<'a>(
    dossier: &'a Dossier,
    query: &'a Query,
    marks: &'a [ArticleMarks],
) -> impl Iterator<Item = Answered<'a>> {
    query.clauses.iter().map(move |clause| {
        let condition = &clause.condition;
        let named = match condition {
            Condition::Who(name) => dossier.entries_of(name).unwrap_or_default(),
            _ => BTreeSet::new(),
        };
        let of_articles =
            matches!(condition, Condition::In(_) | Condition::Is(_) | Condition::Tag(_));
        let articles = if of_articles { holds(dossier, condition, marks) } else { Vec::new() };
        Answered { clause, articles, named }
    })
}

impl Answered<'_> {
    fn holds(&self, entry: &Entry) -> bool {
        let when = entry.when.as_ref();
        let holds = match &self.clause.condition {
            Condition::Phrase(_) => self.clause.condition.is_in(&entry.text),
            Condition::Who(_) => self.named.contains(entry.id()),
            Condition::After(day) => when.is_some_and(|when| when.last >= *day),
            Condition::Before(day) => when.is_some_and(|when| when.first < *day),
            Condition::In(_) | Condition::Is(_) | Condition::Tag(_) => {
                let told = |article: usize| self.articles.get(article) == Some(&true);
                entry.tellings.iter().any(|telling| told(telling.article))
            }
        };
        holds != self.clause.excluded
    }
}

/// The dated ones nearest in order to the first of the day or later, half of
/// them before it.
fn around(passing: Vec<&Entry>, day: Date, count: usize) -> Vec<&Entry> {
    let mut dated: Vec<(&When, &Entry)> =
        passing.into_iter().filter_map(|entry| Some((entry.when.as_ref()?, entry))).collect();
    dated.sort_by_key(|(when, _)| (when.first, std::cmp::Reverse(when.last)));
    let at = dated.iter().position(|(when, _)| when.first >= day).unwrap_or(dated.len());
    let from = at.saturating_sub(count / 2).min(dated.len().saturating_sub(count));
    dated.into_iter().skip(from).take(count).map(|(_, entry)| entry).collect()
}
