//! Resolves what was found against the publication or the text itself.
//!
//! News counts from the publication; a narrative, whose dates lie far from
//! it, from the last time told. What has nothing to count from stays
//! unresolved and says so: no day is made up.

use jiff::civil::{Time, Weekday};

use super::{
    HISTORY, ancient,
    build::{self, Order},
    calendar::{self, Unit},
    find::{Found, RangePart},
    manner::{is_narrative, order_of, years_between},
    meaning::{Bare, Meaning, Origin},
    story::Story,
    turn,
};
use crate::{
    annotate::verbs::Tense,
    model::{Anchor, Edge, Precision, Timex, When},
};

/// How many members of a list a year may stand after.
const LIST: usize = 8;

/// The rule of an expression that has nothing to count from.
pub(super) const UNANCHORED: &str = "unanchored";

/// What was told so far.
pub(super) struct Resolver<'a> {
    published: Option<&'a When>,
    narrative: bool,
    order: Option<Order>,
    story: Story,
    /// A time far from the publication that the running paragraph is about.
    background: Option<When>,
    /// The year before Christ that the story is in.
    ancient: Option<i16>,
    block: usize,
}

/// A meaning on the calendar.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved {
    value: String,
    when: Option<When>,
    anchor: Option<Anchor>,
    /// What the rule's name ends in (`-past`).
    suffix: &'static str,
    unanchored: bool,
}

impl Resolved {
    fn at(when: When) -> Self {
        Self { value: calendar::value(&when), when: Some(when), ..Self::default() }
    }

    fn unanchored() -> Self {
        Self { unanchored: true, ..Self::default() }
    }

    fn counted(when: Option<When>, anchor: Anchor, suffix: &'static str) -> Self {
        when.map_or_else(Self::unanchored, |when| Self {
            anchor: Some(anchor),
            suffix,
            ..Self::at(when)
        })
    }
}

impl<'a> Resolver<'a> {
    /// Reads from all that was found how this text tells its dates.
    pub(super) fn new(
        found: &[Found],
        published: Option<&'a When>,
        language: Option<&str>,
    ) -> Self {
        Self {
            published,
            narrative: is_narrative(found, published),
            order: order_of(found).or_else(|| Order::of_language(language?)),
            story: Story::default(),
            background: None,
            ancient: None,
            block: 0,
        }
    }

    /// Resolves everything in the order of the text.
    pub(super) fn resolve_all(mut self, found: &[Found]) -> Vec<Timex> {
        let mut timexes = Vec::with_capacity(found.len());
        for (place, one) in found.iter().enumerate() {
            if one.block != self.block {
                self.background = None;
                self.block = one.block;
            }
            if self.tells_nothing(one) {
                continue;
            }
            let before = timexes.last();
            let resolved = self.in_list(found, place).or_else(|| self.until(one, before));
            let resolved = resolved.or_else(|| self.since(one));
            let resolved = resolved.unwrap_or_else(|| {
                let beside = found.get(place + 1).filter(|next| is_beside(one, next));
                self.resolve(&one.meaning, one.tense, beside)
            });
            self.remember(one, &resolved);
            timexes.push(timex(one, resolved));
        }
        timexes
    }

    /// Words that are times in histories only, and those that point back to
    /// what was never told.
    fn tells_nothing(&self, found: &Found) -> bool {
        match found.meaning {
            Meaning::DayOfMonth(_) => {
                self.story.last(|when| when.precision <= Precision::Month).is_none()
            }
            Meaning::Then => self.story.is_empty(),
            _ => found.rule == HISTORY && !self.narrative,
        }
    }

    /// "In April and May 1943": a year at the end of a list holds for all of
    /// it, and in a story the end of a range says where it begins.
    fn in_list(&self, found: &[Found], place: usize) -> Option<Resolved> {
        let one = found.get(place)?;
        let Meaning::Bare(bare) = one.meaning else { return None };
        let list = found.get(place..)?.iter().take(LIST);
        let members = list.take_while(|member| member.goes_on).count();
        let end = match &found.get(place + members)?.meaning {
            Meaning::Fixed(end) if members > 0 => end.clone(),
            Meaning::Bare(end) if self.narrative && one.range == Some(RangePart::Start) => {
                self.bare(*end, one.tense).when?
            }
            _ => return None,
        };
        let when = turn::up_to(bare, &end).filter(|_| end.precision < Precision::Half)?;
        Some(Resolved::counted(Some(when), in_text(&end), "-in-list"))
    }

    /// "Since March" looks back, whatever the verb.
    fn since(&self, one: &Found) -> Option<Resolved> {
        let Meaning::Bare(bare) = one.meaning else { return None };
        let told = || self.story.last(|when| when.precision < Precision::Half).map(in_text);
        let now = if self.narrative { told() } else { self.publication() };
        let now = now.filter(|_| one.since && self.ancient.is_none())?;
        let plain = self.bare(bare, one.tense);
        let ahead = plain.when.as_ref().is_none_or(|when| when.first > now.when.last);
        let when = turn::begun(bare, &now.when).filter(|_| ahead)?;
        Some(Resolved::counted(Some(when), now, "-past"))
    }

    /// "Between Jan. 1 and March 31": a range doesn't end before it begins.
    fn until(&self, one: &Found, before: Option<&Timex>) -> Option<Resolved> {
        let Meaning::Bare(bare) = one.meaning else { return None };
        let start = before.filter(|_| one.range == Some(RangePart::End))?.when.as_ref()?;
        let plain = self.bare(bare, one.tense);
        let late = plain.when.as_ref().is_none_or(|when| when.first >= start.first);
        let anchor = || in_text(start);
        (!late).then(|| Resolved::counted(turn::from(bare, start), anchor(), "-in-range"))
    }

    fn remember(&mut self, found: &Found, resolved: &Resolved) {
        match found.meaning {
            Meaning::Ancient(year, _) => self.ancient = Some(year),
            Meaning::Fixed(_) => self.ancient = None,
            _ => {}
        }
        // "Since then" tells nothing new.
        let new = resolved.when.as_ref().filter(|_| found.meaning != Meaning::Then);
        let Some(when) = new else { return };
        if matches!(found.meaning, Meaning::Fixed(_)) && self.is_background(when) {
            self.background = Some(when.clone());
        }
        self.story.tell(when, found.block);
    }

    /// Whether a time is fine enough, and far enough from the publication, to
    /// be what a paragraph of the past is about.
    fn is_background(&self, when: &When) -> bool {
        when.precision < Precision::Half
            && self.published.is_some_and(|published| years_between(published, when) > 1)
    }

    fn resolve(&self, meaning: &Meaning, tense: Option<Tense>, beside: Option<&Found>) -> Resolved {
        match meaning {
            Meaning::Fixed(when) => Resolved::at(when.clone()),
            Meaning::Value(_, value) => Resolved { value: value.clone(), ..Resolved::default() },
            Meaning::Ancient(year, place) => {
                ancient_value(place.map_or_else(
                    || Some(ancient::whole(*year)),
                    |place| ancient::value(*year, place),
                ))
            }
            Meaning::Fiscal(year) => fiscal(*year),
            Meaning::FiscalTurn(by) => self.fiscal_turn(*by),
            Meaning::YearBefore(unit) => self.year_before(*unit),
            Meaning::Numeric(numbers) => self.numeric(*numbers),
            Meaning::Bare(bare) => self.bare(*bare, tense),
            Meaning::Turn(bare, by) => self.turn(*bare, *by, tense),
            Meaning::InYear(bare, years, origin) => self.in_year(*bare, *years, *origin),
            Meaning::Shift(unit, by, origin) => self.shift(*unit, *by, *origin),
            Meaning::Part(code, day) => self.part(code, day.as_deref(), tense),
            Meaning::Clock(time, zone, None) => self.clock(*time, zone, beside),
            Meaning::Clock(time, zone, Some(day)) => {
                let resolved = self.resolve(day, tense, None);
                match resolved.when {
                    Some(when) => clock_on(&when, *time, zone, resolved.anchor),
                    None => resolved,
                }
            }
            Meaning::Within(unit, count, period) => self.within(*unit, *count, period),
            Meaning::WeekOf(day) => self.week_of(day, tense),
            Meaning::DayOfMonth(day) => self.day_of_month(*day),
            Meaning::Then => self.then(),
            // Cut apart when it was found.
            Meaning::Two(..) | Meaning::Several(_) | Meaning::Untold => Resolved::unanchored(),
        }
    }

    /// "the week of 3 May"; a week that is named by its Sunday begins with it.
    fn week_of(&self, day: &Meaning, tense: Option<Tense>) -> Resolved {
        let resolved = self.resolve(day, tense, None);
        let day = resolved.when.as_ref().map(|when| when.first);
        let day = day.and_then(|day| match day.weekday() {
            Weekday::Sunday => day.tomorrow().ok(),
            _ => Some(day),
        });
        let week = day.and_then(|day| calendar::period(Unit::Week, day));
        week.map_or_else(Resolved::unanchored, |week| Resolved {
            anchor: resolved.anchor,
            ..Resolved::at(week)
        })
    }

    /// "on the 8th", of the month told last.
    fn day_of_month(&self, day: i8) -> Resolved {
        let anchor = self.text_anchor(|when| when.precision <= Precision::Month);
        anchor.map_or_else(Resolved::unanchored, |anchor| {
            let month = Bare::Day(anchor.when.first.month(), day);
            Resolved::counted(month.of_year(anchor.when.first.year()), anchor, "")
        })
    }

    /// "since then".
    fn then(&self) -> Resolved {
        self.text_anchor(|_| true).map_or_else(Resolved::unanchored, |anchor| {
            Resolved::counted(Some(anchor.when.clone()), anchor, "")
        })
    }

    /// The last time told that a unit can be counted from.
    fn text_anchor(&self, fits: impl Fn(&When) -> bool) -> Option<Anchor> {
        self.story.last(fits).map(in_text)
    }

    fn publication(&self) -> Option<Anchor> {
        Some(Anchor { when: self.published?.clone(), from: "published".to_owned() })
    }

    /// "last year", "two days later". In a narrative the text is the present.
    fn shift(&self, unit: Unit, by: i64, origin: Origin) -> Resolved {
        if let Some(year) = self.ancient.filter(|_| self.counts_from_text(unit, origin)) {
            return ancient_value(ancient::moved(unit, year, by));
        }
        let Some(anchor) = self.shift_anchor(unit, by, origin) else {
            return Resolved::unanchored();
        };
        Resolved::counted(calendar::moved(unit, &anchor.when, by), anchor, "")
    }

    /// Whether a period is counted from the times of the text: also "last year" of a narrative.
    fn counts_from_text(&self, unit: Unit, origin: Origin) -> bool {
        let in_story = self.narrative && self.published.is_some() && unit > Unit::Day;
        origin == Origin::Text || in_story
    }

    /// What a period is counted from. "A year earlier" with no time told counts
    /// from the publication; "two days later" has nothing to come after.
    fn shift_anchor(&self, unit: Unit, by: i64, origin: Origin) -> Option<Anchor> {
        let in_text = || self.text_anchor(|when| calendar::moved(unit, when, by).is_some());
        match origin {
            _ if !self.counts_from_text(unit, origin) => self.publication(),
            Origin::Text if by > 0 => in_text(),
            _ => in_text().or_else(|| self.publication()),
        }
    }

    /// "this fiscal year".
    fn fiscal_turn(&self, by: i16) -> Resolved {
        let year = |anchor: Anchor| Some((anchor.when.first.year().checked_add(by)?, anchor));
        self.publication().and_then(year).map_or_else(Resolved::unanchored, |(year, anchor)| {
            Resolved { anchor: Some(anchor), ..fiscal(year) }
        })
    }

    /// "the year-earlier quarter"; of a period the kind of the one told last.
    fn year_before(&self, unit: Option<Unit>) -> Resolved {
        let told = self.story.last(|when| {
            matches!(when.precision, Precision::Month | Precision::Quarter | Precision::Year)
        });
        let unit = unit.unwrap_or_else(|| match told.map(|when| when.precision) {
            Some(Precision::Month) => Unit::Month,
            Some(Precision::Quarter) => Unit::Quarter,
            _ => Unit::Year,
        });
        let by = match unit {
            Unit::Month => -12,
            Unit::Quarter => -4,
            _ => -1,
        };
        self.shift(unit, by, Origin::Text)
    }

    /// "June last year", "July of that year".
    fn in_year(&self, bare: Bare, years: i32, origin: Origin) -> Resolved {
        let year = self.shift(Unit::Year, years.into(), origin);
        year.when.zip(year.anchor).map_or_else(Resolved::unanchored, |(when, anchor)| {
            Resolved::counted(bare.of_year(when.first.year()), anchor, "")
        })
    }

    /// A month, day, weekday or season whose year or week isn't told.
    fn bare(&self, bare: Bare, tense: Option<Tense>) -> Resolved {
        if let Some(year) = self.ancient {
            return ancient_value(ancient::value(year, bare));
        }
        if let Some((when, anchor)) = self.in_story(bare, tense) {
            return Resolved::counted(when, anchor, "-in-story");
        }
        // A story that has begun doesn't fall back to the day it was published.
        let publication = self.publication().filter(|_| !self.narrative || self.story.is_empty());
        let Some(anchor) = publication else { return Resolved::unanchored() };
        let (when, suffix) = turn::toward(bare, &anchor.when, tense);
        Resolved::counted(when, anchor, suffix)
    }

    /// In a narrative where the story stands; in news in the paragraph's past,
    /// unless the verb looks ahead.
    fn in_story(&self, bare: Bare, tense: Option<Tense>) -> Option<(Option<When>, Anchor)> {
        if !self.narrative {
            let past = self.background.as_ref().filter(|_| tense != Some(Tense::Future))?;
            return Some((turn::nearest(bare, past), in_text(past)));
        }
        let (when, anchor) = self.story.place(bare, self.block)?;
        // In an undated text a year alone says too little about "in July".
        let enough = self.published.is_some() || anchor.precision < Precision::Half;
        enough.then(|| (Some(when), in_text(anchor)))
    }

    /// "last Friday", "next March", "this summer".
    fn turn(&self, bare: Bare, by: i32, tense: Option<Tense>) -> Resolved {
        // Without a publication, "last summer" may be anybody's.
        let narrative = self.narrative && self.published.is_some();
        let story = self.text_anchor(|_| true).filter(|_| narrative);
        story.or_else(|| self.publication()).map_or_else(Resolved::unanchored, |anchor| {
            Resolved::counted(turn::turned(bare, &anchor.when, by, tense), anchor, "")
        })
    }

    /// "Friday morning": the day is known, the hour is not.
    fn part(&self, code: &str, day: Option<&Meaning>, tense: Option<Tense>) -> Resolved {
        let resolved = day.map_or_else(Resolved::unanchored, |day| self.resolve(day, tense, None));
        if resolved.when.is_none() {
            return resolved;
        }
        Resolved { value: format!("{}T{code}", resolved.value), ..resolved }
    }

    /// A time of day on the day told beside it, the last day told in a
    /// narrative, else the day of publication.
    fn clock(&self, time: Time, zone: &str, beside: Option<&Found>) -> Resolved {
        let day = self.day_beside(beside).or_else(|| self.day_told());
        day.map_or_else(Resolved::unanchored, |(day, anchor)| clock_on(&day, time, zone, anchor))
    }

    /// "the first two months of 1939": a length that has its place.
    fn within(&self, unit: Unit, count: i64, period: &Meaning) -> Resolved {
        let resolved = self.resolve(period, None, None);
        let when = resolved.when.and_then(|when| calendar::part_of(&when, unit, count));
        let value = unit.duration(&count.unsigned_abs().to_string());
        Resolved { value, when, anchor: resolved.anchor, ..Resolved::default() }
    }

    /// The day beside a time of day, with what it was counted from.
    fn day_beside(&self, beside: Option<&Found>) -> Option<(When, Option<Anchor>)> {
        let found = beside?;
        let resolved = self.resolve(&found.meaning, found.tense, None);
        let day = resolved.when.filter(|when| when.precision == Precision::Day)?;
        Some((day, resolved.anchor))
    }

    /// The last day told, else that of the publication, with itself as what it is counted from.
    fn day_told(&self) -> Option<(When, Option<Anchor>)> {
        let day = |when: &When| when.precision <= Precision::Day;
        let published = || self.publication().filter(|anchor| day(&anchor.when));
        let anchor = self.text_anchor(day).or_else(published)?;
        Some((anchor.when.clone(), Some(anchor)))
    }

    /// Day or month first, as the document's clear dates or its language show; else the
    /// reading nearer to the publication; else the month, as in the sets of
    /// American news that the rest of the trade reads.
    fn numeric(&self, numbers: [i16; 3]) -> Resolved {
        let month_first = build::day_of(numbers, Order::MonthFirst);
        let day_first = build::day_of(numbers, Order::DayFirst);
        let when = match (month_first, day_first) {
            (Some(one), Some(other)) => Some(self.likelier(one, other)),
            (one, other) => one.or(other),
        };
        when.map_or_else(Resolved::unanchored, Resolved::at)
    }

    /// Of the readings with the month and with the day first the likelier one.
    fn likelier(&self, month_first: When, day_first: When) -> When {
        let nearer = || self.published.is_some_and(|day| is_nearer(&day_first, &month_first, day));
        let day = self.order.map_or_else(nearer, |order| order == Order::DayFirst);
        if day { day_first } else { month_first }
    }
}

/// Whether `one` lies nearer to a third time than `other`.
fn is_nearer(one: &When, other: &When, third: &When) -> bool {
    let far = |when: &When| turn::days_between(when.first, third.first).abs();
    far(one) < far(other)
}

/// A fiscal year need not be the calendar's: its place is approximate.
fn fiscal(year: i16) -> Resolved {
    let when = When::year(year).map(When::about);
    Resolved { value: format!("FY{year:04}"), when, ..Resolved::default() }
}

/// A time of day on a day.
fn clock_on(day: &When, time: Time, zone: &str, anchor: Option<Anchor>) -> Resolved {
    let value = format!("{}T{}{zone}", day.first, time.strftime("%H:%M"));
    let when = Some(When::minute(day.first, time));
    Resolved { value, when, anchor, ..Resolved::default() }
}

/// A value before Christ.
fn ancient_value(value: Option<String>) -> Resolved {
    value.map_or_else(Resolved::unanchored, |value| Resolved { value, ..Resolved::default() })
}

/// A time of the text as an anchor.
fn in_text(when: &When) -> Anchor {
    Anchor { when: when.clone(), from: "text".to_owned() }
}

fn is_beside(clock: &Found, next: &Found) -> bool {
    clock.block == next.block && next.span.start.saturating_sub(clock.span.end) <= 12
}

fn timex(found: &Found, resolved: Resolved) -> Timex {
    let rule = rule_name(found, &resolved);
    let kind = found.meaning.kind();
    let Resolved { value, when, anchor, .. } = resolved;
    let when = when.map(|when| When {
        approximate: when.approximate || found.approximate,
        edge: if found.range.is_some() { Edge::Closed } else { found.edge },
        ..when
    });
    Timex { span: found.span, kind, value, when, anchor, rule }
}

fn rule_name(found: &Found, resolved: &Resolved) -> String {
    if resolved.unanchored && found.rule != HISTORY {
        return UNANCHORED.to_owned();
    }
    format!("{}{}{}", found.rule, resolved.suffix, range_name(found.range))
}

fn range_name(part: Option<RangePart>) -> &'static str {
    match part {
        Some(RangePart::Start) => super::RANGE_START,
        Some(RangePart::Inside) => super::RANGE_INSIDE,
        Some(RangePart::End) => super::RANGE_END,
        None => "",
    }
}
