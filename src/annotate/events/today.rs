//! News without a time expression: what stands on the publication day.
//!
//! The sentence that opens an article tells the news of its day. A later one
//! in the past tense does so, too, as long as the story has not turned to
//! another time: surely when the article has named the day and the verb tells
//! a deed done at a moment, else with little confidence.

use super::{Sentence, clause, speech::is_maybe, tells_a_time};
use crate::{
    annotate::verbs::{Sort, Tense, Verb},
    model::{BlockKind, Confidence, Edge, Event, Precision, Span, Status, Timex, TimexKind, When},
};
use jiff::civil::Date;

/// Where the story of an article is in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    /// Nothing was told yet.
    Opening,
    /// On the publication day.
    Today,
    /// At another time.
    Elsewhere,
}

/// Follows an article from sentence to sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Story {
    setting: Setting,
    /// Whether an explicit time has named the publication day.
    day_named: bool,
    /// The day of the news where the article tells one, and the expression for it.
    day: Option<(usize, Date)>,
}

impl Story {
    /// The story before its first sentence.
    pub(super) fn new() -> Self {
        Self { setting: Setting::Opening, day_named: false, day: None }
    }

    /// What a sentence without an event of its own tells of the day.
    pub(super) fn news(self, sentence: &Sentence<'_>) -> Option<Event> {
        match self.setting {
            Setting::Opening => sentence.news_of_lead(),
            Setting::Today if self.day_named => {
                sentence.deed_of_day().or_else(|| sentence.likely_news(self.day))
            }
            Setting::Elsewhere if self.day_named => sentence.deed_of_day(),
            Setting::Today => sentence.likely_news(self.day),
            Setting::Elsewhere => None,
        }
    }

    /// The story after a sentence, with the events that its own times date.
    pub(super) fn after(self, sentence: &Sentence<'_>, told: &[Event]) -> Self {
        let day_named = self.day_named || sentence.names_today();
        let day = told.iter().find_map(|event| sentence.day_of_news(event));
        let opens = sentence.kind == BlockKind::Caption || sentence.verbs.is_empty();
        let setting = match self.setting {
            Setting::Opening if opens => Setting::Opening,
            _ if day.is_some() => Setting::Today,
            _ if told.iter().any(|event| event.status == Status::Past) => Setting::Elsewhere,
            Setting::Opening => Setting::Today,
            same => same,
        };
        Self { setting, day_named, day: day.or(self.day) }
    }
}

impl Sentence<'_> {
    /// The day of an event, when it is that of the publication or the one before.
    fn day_of_news(&self, event: &Event) -> Option<(usize, Date)> {
        let (published, when) = (self.published?, event.when.as_ref()?);
        let exact = when.precision <= Precision::Day && when.edge == Edge::Closed;
        let near =
            when.first <= published.last && Some(when.last) >= published.first.yesterday().ok();
        (exact && near).then_some((event.timex?, when.first))
    }

    /// A sentence in simple past whose verb tells a deed done at a moment, in
    /// the writer's own words.
    fn deed_of_day(&self) -> Option<Event> {
        let verb = self.verbs.first()?;
        let word = verb.span.cut(self.text).to_lowercase();
        let clear = !self.is_told_by_others() && DEEDS.contains(&word.as_str());
        (clear && self.may_be_news(verb)).then(|| self.of_day(Status::Past, Confidence::Medium))?
    }

    /// The sentence that opens the article: its news is of the day, done or planned.
    fn news_of_lead(&self) -> Option<Event> {
        let verb = self.verbs.first()?;
        let status = match verb.tense {
            Tense::Past => Status::Past,
            Tense::Future => Status::Planned,
            Tense::Present => return None,
        };
        let may = is_maybe(verb.span.cut(self.text));
        let clear = verb.sort == Sort::Happening && !may && self.may_be_news(verb);
        // A length or a repeated time may tell of more than the day.
        let plain = self.timexes.iter().all(|(_, timex)| timex.kind == TimexKind::Date);
        let confidence = if plain { Confidence::Medium } else { Confidence::Low };
        clear.then(|| self.of_day(status, confidence))?
    }

    /// A later sentence whose first verb tells something done, on the day that
    /// the article has told last.
    fn likely_news(&self, day: Option<(usize, Date)>) -> Option<Event> {
        let verb = self.verbs.iter().find(|verb| verb.sort != Sort::Participle)?;
        let done = verb.tense == Tense::Past && verb.sort != Sort::State;
        let news = (done && self.may_be_news(verb))
            .then(|| self.of_day(Status::Past, Confidence::Low))??;
        let told = day.map(|(timex, day)| (Some(timex), Some(When::day(day))));
        let (timex, when) = told.unwrap_or((None, news.when));
        Some(Event { timex, when, ..news })
    }

    /// Whether no time of its own speaks against the day.
    fn may_be_news(&self, verb: &Verb) -> bool {
        let goes_back = |timex: &Timex| timex.span.cut(self.text).contains("past ");
        let elsewhere = |timex: &Timex| tells_a_time(timex) || goes_back(timex);
        let own = verb.span.cut(self.text);
        !own.starts_with("had ")
            && !self.is_negated(verb)
            && self.has_a_doer(verb)
            && !self.timexes.iter().any(|(_, timex)| elsewhere(timex))
    }

    fn of_day(&self, status: Status, confidence: Confidence) -> Option<Event> {
        let published = self.published.filter(|published| published.precision <= Precision::Day)?;
        Some(Event {
            sentence: self.span,
            clause: clause::trimmed(self.text, self.span),
            timex: None,
            when: Some(When::day(published.first)),
            status,
            reported: self.is_told_by_others(),
            confidence,
            mentions: Vec::new(),
        })
    }

    fn is_told_by_others(&self) -> bool {
        self.is_reported(Span::new(self.span.end, self.span.end))
    }
}

/// Verbs of deeds done at a moment, which news tells of its own day.
pub(in crate::annotate) const DEEDS: [&str; 24] = [
    "signed",
    "launched",
    "unveiled",
    "opened",
    "resigned",
    "died",
    "crashed",
    "exploded",
    "arrested",
    "killed",
    "elected",
    "appointed",
    "approved",
    "ratified",
    "inaugurated",
    "landed",
    "sank",
    "attacked",
    "struck",
    "invaded",
    "surrendered",
    "christened",
    "commissioned",
    "handed",
];
