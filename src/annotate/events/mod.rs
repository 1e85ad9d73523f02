//! Events: what the article tells, at sentence grain, with time and status.
//!
//! A time that a verb governs dates that verb's clause (`clause`); a year
//! before a noun of happening dates the noun (`nominal`). Better no event than
//! a doubtful one: headings, tables, code and negated verbs tell none, and a
//! sentence without a time stands on the publication day only when it opens
//! the article, or when the article has named this day before.

mod clause;
mod listing;
mod nominal;
mod speech;
mod stale;
mod today;

pub(crate) use self::nominal::tells_a_happening;
pub(super) use self::today::DEEDS;
use self::today::Story;
use super::{
    time,
    verbs::{self, Sort, Tense, Verb},
};
use crate::model::{
    Article, BlockKind, Confidence, Edge, Event, Mention, Precision, Span, Status, Timex,
    TimexKind, When,
};

/// What was found before events are looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    /// Sentences.
    pub(crate) sentences: &'a [Span],
    /// Names.
    pub(crate) mentions: &'a [Mention],
    /// Time expressions.
    pub(crate) timexes: &'a [Timex],
}

/// A sentence with all that is known about it.
struct Sentence<'a> {
    text: &'a str,
    span: Span,
    kind: BlockKind,
    verbs: Vec<Verb>,
    /// Its time expressions and their places in the list.
    timexes: Vec<(usize, &'a Timex)>,
    published: Option<&'a When>,
    /// Whether it stands in a listing.
    listed: bool,
}

/// The longest sentence that is read for events, and the most times in one:
/// what is longer is a list or table in disguise, and would cost more than
/// linear time.
const LONGEST: usize = 3_000;
const MOST_TIMES: usize = 16;

/// Events in the order in which they are told. Linear in the text and in what
/// was found.
pub(crate) fn events(article: &Article, found: &Found<'_>, published: Option<&When>) -> Vec<Event> {
    let mut events = Vec::new();
    if speech::is_foreign(article) {
        return events;
    }
    let mut story = Story::new();
    let listed = listing::listed(article, found);
    for &span in found.sentences {
        let Some(mut sentence) = sentence(article, found, span, published) else { continue };
        sentence.listed = listed.get(block_of(article, span)) == Some(&true);
        let told: Vec<Event> =
            sentence.events().into_iter().map(|event| sentence.weighed(event)).collect();
        let after = story.after(&sentence, &told);
        if told.is_empty() {
            events.extend(story.news(&sentence).filter(|_| !sentence.listed));
        }
        events.extend(told);
        story = after;
    }
    if let Some(day) = published {
        stale::settle(article, found, day, &mut events);
    }
    for event in &mut events {
        event.mentions = mentions_in(found.mentions, event.clause);
    }
    events
}

/// The place of the block that a span stands in.
fn block_of(article: &Article, span: Span) -> usize {
    article.blocks.partition_point(|block| block.span.end <= span.start)
}

/// A sentence of running text; none for headings, tables and code.
fn sentence<'a>(
    article: &'a Article,
    found: &Found<'a>,
    span: Span,
    published: Option<&'a When>,
) -> Option<Sentence<'a>> {
    let kind = article.blocks.get(block_of(article, span))?.kind;
    if matches!(kind, BlockKind::Heading(_) | BlockKind::TableRow | BlockKind::Code) {
        return None;
    }
    let first = found.timexes.partition_point(|timex| timex.span.end <= span.start);
    let inside = found.timexes.iter().enumerate().skip(first);
    let timexes: Vec<_> = inside.take_while(|(_, timex)| timex.span.end <= span.end).collect();
    let asks = span.cut(&article.text).trim_end_matches(['"', '”', '’', ')']).ends_with('?');
    if span.len() > LONGEST || timexes.len() > MOST_TIMES || asks {
        return None;
    }
    let verbs = verbs::verbs(&article.text, span);
    Some(Sentence { text: &article.text, span, kind, verbs, timexes, published, listed: false })
}

/// The places of the mentions inside a span.
fn mentions_in(mentions: &[Mention], span: Span) -> Vec<usize> {
    let first = mentions.partition_point(|mention| mention.span.end <= span.start);
    let inside = mentions.iter().enumerate().skip(first);
    inside
        .take_while(|(_, mention)| mention.span.start < span.end)
        .filter(|(_, mention)| span.covers(mention.span))
        .map(|(place, _)| place)
        .collect()
}

/// A time of a sentence with the verb or noun that it dates.
#[derive(Clone, Debug)]
struct Dated {
    timex: usize,
    span: Span,
    when: Option<When>,
    governor: Governor,
}

impl Dated {
    /// Whether two times date one verb.
    fn governs_as(&self, other: &Self) -> bool {
        match (self.governor, other.governor) {
            (Governor::Verb(one), Governor::Verb(other)) => one.span == other.span,
            _ => false,
        }
    }
}

/// What a time dates.
#[derive(Clone, Copy, Debug)]
enum Governor {
    /// A verb group.
    Verb(Verb),
    /// A noun phrase that tells a happening.
    Noun(Span),
    /// The picture that a caption tells about.
    Picture,
}

impl Sentence<'_> {
    fn events(&self) -> Vec<Event> {
        let mut dated = self.dated();
        // A vague time beside a clear one of the same verb adds nothing.
        let clear = dated.clone();
        dated.retain(|one| {
            let same = |other: &Dated| other.when.is_some() && other.governs_as(one);
            one.when.is_some() || !clear.iter().any(same)
        });
        let clauses = clause::clauses(self, &dated);
        let mut events: Vec<Event> = Vec::new();
        for (dated, clause) in dated.iter().zip(clauses) {
            let event = self.event(dated, clause);
            // "In June 2019" and "2019" of one clause are one telling.
            let repeated =
                events.iter().any(|other| other.clause == clause && same_time(other, &event));
            if !repeated {
                events.push(event);
            }
        }
        events
    }

    /// The times of the sentence that date something, ranges as one.
    fn dated(&self) -> Vec<Dated> {
        let mut dated = Vec::new();
        let mut timexes = self.timexes.iter().peekable();
        while let Some((place, timex)) = timexes.next() {
            while timexes.next_if(|(_, next)| next.rule.ends_with(time::RANGE_INSIDE)).is_some() {}
            let end = timexes.next_if(|(_, next)| is_range(timex, next));
            let (span, when) = match end {
                Some((_, end)) => (timex.span.join(end.span), range(timex, end)),
                None => (timex.span, timex.when.clone()),
            };
            if let Some(governor) = self.governor(timex, span, when.as_ref()) {
                dated.push(Dated { timex: *place, span, when, governor });
            }
        }
        dated
    }

    /// What a time dates here; none when it dates nothing that happens.
    fn governor(&self, timex: &Timex, span: Span, when: Option<&When>) -> Option<Governor> {
        let nothing = self.is_adverb_of_noun(timex)
            || self.is_any_season(timex)
            || self.is_usual(timex)
            || self.is_aside(span);
        if nothing || !tells_a_time(timex) {
            return None;
        }
        if nominal::is_attribute(self, (span, &timex.rule), when) {
            return nominal::phrase(self, span).map(Governor::Noun);
        }
        if timex.rule == time::YEAR_IN_NAME
            && !nominal::is_place_of_telling(self.text, self.span, span)
        {
            return None;
        }
        if let Some(phrase) = nominal::phrase_before(self, span) {
            return Some(Governor::Noun(phrase));
        }
        let Some(verb) = self.verb_of(span) else {
            let pictured = self.kind == BlockKind::Caption
                && when.is_some_and(|when| when.precision <= Precision::Day);
            return pictured.then_some(Governor::Picture);
        };
        let usual = timex.rule == time::PART_OF_DAY && verb.tense == Tense::Present;
        let happens = self.is_happening(&verb, when) && !usual && !self.is_negated(&verb);
        happens.then_some(Governor::Verb(verb))
    }

    /// "the recently announced ship": a vague time that only describes a noun.
    fn is_adverb_of_noun(&self, timex: &Timex) -> bool {
        const OPENERS: [&str; 13] =
            ["a", "an", "the", "its", "his", "her", "their", "of", "on", "with", "for", "by", "in"];
        let before = Span::new(self.span.start, timex.span.start).cut(self.text);
        let word = before.split_whitespace().next_back().unwrap_or_default();
        timex.when.is_none() && OPENERS.contains(&word) && timex.span.cut(self.text).ends_with("ly")
    }

    /// "every Tuesday at 7pm", "9am to 5pm daily": no day of its own beside a
    /// repeated time.
    fn is_usual(&self, timex: &Timex) -> bool {
        let loose = timex.rule.starts_with("clock") || timex.rule.starts_with("bare-weekday");
        loose && self.timexes.iter().any(|(_, other)| other.kind == TimexKind::Set)
    }

    /// "Berg, a winner here in 2012, left": a time that says who it is that
    /// the sentence tells of.
    fn is_aside(&self, span: Span) -> bool {
        const OPENERS: [&str; 7] = ["a", "an", "the", "his", "her", "its", "their"];
        let before = Span::new(self.span.start, span.start).cut(self.text);
        let after = Span::new(span.end, self.span.end).cut(self.text);
        let (Some(opens), true) = (before.rfind(", "), after.starts_with(',')) else {
            return false;
        };
        let aside = Span::new(self.span.start + opens + 2, span.start);
        let first = aside.cut(self.text).split_whitespace().next().unwrap_or_default();
        let told = |verb: &Verb| aside.covers(verb.span);
        let goes_on = self.verbs.iter().any(|verb| verb.span.start > span.end);
        OPENERS.contains(&first) && goes_on && !self.verbs.iter().any(told)
    }

    /// "a feature of winter", "winter coats": a season that is none of any year.
    fn is_any_season(&self, timex: &Timex) -> bool {
        const PLACED: [&str; 12] = [
            "in", "by", "until", "till", "during", "since", "before", "after", "from", "this",
            "last", "next",
        ];
        let words = timex.span.cut(self.text);
        let before = Span::new(self.span.start, timex.span.start).cut(self.text);
        let word = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        timex.rule.starts_with(time::BARE_SEASON)
            && !words.contains(' ')
            && !PLACED.contains(&word.as_str())
    }

    /// The nearest verb before a time in its part of the sentence, else the
    /// first one after it.
    fn verb_of(&self, span: Span) -> Option<Verb> {
        let part = clause::part_around(self, span);
        let inside = || self.verbs.iter().filter(|verb| part.covers(verb.span));
        let before = inside().rfind(|verb| verb.span.end <= span.start);
        let after = || inside().find(|verb| verb.span.start >= span.end);
        let anywhere = || self.verbs.iter().rfind(|verb| verb.span.end <= span.start);
        before.or_else(after).or_else(anywhere).or_else(|| self.verbs.first()).copied()
    }

    /// Whether a verb with this time tells a happening: a state does so only
    /// of a time that is told and over, or still to come.
    fn is_happening(&self, verb: &Verb, when: Option<&When>) -> bool {
        match (verb.sort, when) {
            (Sort::Happening, Some(when)) => verb.tense != Tense::Present || self.is_pointed(when),
            (Sort::Happening, None) => verb.tense != Tense::Present && !self.is_personal(),
            (Sort::State | Sort::Report, None) => false,
            (Sort::State, Some(when)) => verb.tense != Tense::Present || self.is_ahead(when),
            (Sort::Participle, _) | (Sort::Report, Some(_)) => true,
        }
    }

    /// Whether a time of the present tense says when: "since 2017", a day, a
    /// time that is over or to come; not the running year.
    fn is_pointed(&self, when: &When) -> bool {
        when.edge == Edge::After
            || when.precision <= Precision::Month
            || self.published.is_some_and(|published| !when.overlaps(published))
    }

    fn is_ahead(&self, when: &When) -> bool {
        self.published.is_some_and(|published| when.first > published.last)
    }

    fn is_over(&self, when: &When) -> bool {
        self.published.is_some_and(|published| when.last < published.first)
    }

    /// "was not signed", "never flew", "did not meet".
    fn is_negated(&self, verb: &Verb) -> bool {
        let after = Span::new(verb.span.end, self.span.end).cut(self.text);
        let group = verb.span.cut(self.text).to_lowercase();
        let inside = group.split_whitespace().any(|word| {
            word == "not" || word == "never" || word.ends_with("n't") || word.ends_with("n’t")
        });
        let before = Span::new(self.span.start, verb.span.start).cut(self.text);
        inside || after.trim_start().starts_with("not ") || before.trim_end().ends_with(" never")
    }

    fn event(&self, dated: &Dated, clause: Span) -> Event {
        Event {
            sentence: self.span,
            clause,
            timex: Some(dated.timex),
            when: dated.when.clone(),
            status: self.status(dated),
            reported: self.is_reported(dated.span),
            confidence: self.confidence(dated),
            mentions: Vec::new(),
        }
    }

    /// How sure the time is: less when it was chained from another or is
    /// vague, and when somebody else tells the event.
    fn confidence(&self, dated: &Dated) -> Confidence {
        let timex = self.timexes.iter().find(|(place, _)| *place == dated.timex);
        let clear = timex.is_some_and(|(_, timex)| {
            let chained = timex.anchor.as_ref().is_some_and(|anchor| anchor.from == "text");
            !chained && timex.rule != time::YEAR_IN_NAME
        });
        let exact = dated.when.as_ref().is_some_and(|when| !when.approximate);
        let own = !self.is_reported(dated.span);
        if clear && exact && own { Confidence::High } else { Confidence::Medium }
    }

    /// Past, ongoing or planned: by the verb's tense, and by the publication
    /// where the tense leaves it open or contradicts the calendar.
    fn status(&self, dated: &Dated) -> Status {
        let tense = match dated.governor {
            Governor::Verb(verb) => verb.tense,
            Governor::Noun(_) | Governor::Picture => Tense::Past,
        };
        let Some(when) = &dated.when else {
            let ahead = tense != Tense::Past || self.value_of(dated) == "FUTURE_REF";
            return if ahead { Status::Planned } else { Status::Past };
        };
        let since = when.edge == Edge::After;
        match tense {
            Tense::Past if since && self.has_perfect(dated) => Status::Ongoing,
            Tense::Past if self.is_ahead(when) => Status::Planned,
            Tense::Past => Status::Past,
            Tense::Future if self.is_over(when) && self.says_would(dated) => Status::Past,
            // "was seeking its first win since 2029"
            Tense::Future if since && !self.is_ahead(when) => Status::Ongoing,
            Tense::Future => Status::Planned,
            Tense::Present if since => Status::Ongoing,
            Tense::Present if self.is_ahead(when) => Status::Planned,
            // A caption tells of a picture already taken.
            Tense::Present if self.is_over(when) || self.kind == BlockKind::Caption => Status::Past,
            Tense::Present => Status::Ongoing,
        }
    }

    fn value_of(&self, dated: &Dated) -> &str {
        let timex = self.timexes.iter().find(|(place, _)| *place == dated.timex);
        timex.map_or("", |(_, timex)| timex.value.as_str())
    }

    fn governing_words(&self, dated: &Dated) -> String {
        match dated.governor {
            Governor::Verb(verb) => verb.span.cut(self.text).to_lowercase(),
            Governor::Noun(_) | Governor::Picture => String::new(),
        }
    }

    fn has_perfect(&self, dated: &Dated) -> bool {
        let words = self.governing_words(dated);
        words.starts_with("has ") || words.starts_with("have ")
    }

    fn says_would(&self, dated: &Dated) -> bool {
        self.governing_words(dated).starts_with("would")
    }

    /// Whether somebody else's words tell it: a verb of saying, or quotation marks.
    fn is_reported(&self, span: Span) -> bool {
        let before = Span::new(self.span.start, span.start).cut(self.text);
        let quotes = before.matches('"').count() % 2 == 1;
        let open = before.matches('“').count() > before.matches('”').count();
        quotes || open || self.verbs.iter().any(|verb| verb.sort == Sort::Report)
    }

    /// Whether an explicit time names the very day of publication.
    fn names_today(&self) -> bool {
        self.timexes
            .iter()
            .any(|(_, timex)| timex.when.as_ref().is_some_and(|when| self.is_today(when)))
    }

    fn is_today(&self, when: &When) -> bool {
        let day = |when: &When| when.precision <= Precision::Day && when.edge == Edge::Closed;
        self.published
            .is_some_and(|published| day(when) && day(published) && when.first == published.first)
    }
}

/// Whether an expression says when: no lengths, no repeated times, not "now"
/// and not the vague "in recent years".
fn tells_a_time(timex: &Timex) -> bool {
    let dated = matches!(timex.kind, TimexKind::Date | TimexKind::Time);
    let vague =
        timex.value == "PRESENT_REF" || timex.rule == time::RECENT || timex.value.starts_with("BC");
    let any_day = timex.kind == TimexKind::Time && timex.when.is_none();
    dated && !vague && !any_day && !is_attribute(timex)
}

/// "the former president", "that time": such words date nothing by themselves.
fn is_attribute(timex: &Timex) -> bool {
    timex.when.is_none() && timex.rule == time::HISTORY
}

fn is_range(start: &Timex, end: &Timex) -> bool {
    start.rule.ends_with(time::RANGE_START) && end.rule.ends_with(time::RANGE_END)
}

fn range(start: &Timex, end: &Timex) -> Option<When> {
    match (&start.when, &end.when) {
        (Some(start), Some(end)) if start.first <= end.last => Some(When::range(start, end)),
        (start, end) => start.clone().or_else(|| end.clone()),
    }
}

fn same_time(one: &Event, other: &Event) -> bool {
    match (&one.when, &other.when) {
        (Some(one), Some(other)) => one.covers(other) || other.covers(one),
        _ => true,
    }
}
