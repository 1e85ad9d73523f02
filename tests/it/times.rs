//! Time expressions of news wires and of histories, from marked text.

use dateline::{
    annotate,
    model::{Timex, When},
};
use proptest::prelude::*;

use crate::dates::{WORDS, annotated, article, check};

#[test]
fn quarters_and_years_of_business_news() {
    // A Friday.
    check(
        "1998-02-13",
        &[
            (
                "Profit rose in [the third quarter] from [the year-earlier quarter].",
                &["1997-Q3 bare-quarter-past", "1996-Q3 year-before"],
            ),
            (
                "Sales fell in [1996] and had risen in [the year-earlier period].",
                &["1996 explicit-year", "1995 year-before"],
            ),
            ("It lost more in [the same period last year].", &["1997 year-before"]),
            ("It lost more in [the same month last year].", &["1997-02 year-before"]),
            ("Orders fell in [the latest quarter].", &["1997-Q4 last-UNIT"]),
            ("It told of a [first-half] loss.", &["1998-H1 bare-half-past"]),
            ("Their first half was a bore, the second half a joy.", &[]),
            ("It grew in [the fiscal first quarter].", &["1998-Q1 bare-quarter-past"]),
            ("It will grow [this fiscal year].", &["FY1998 = 1998~ fiscal-year"]),
            ("It shrank [last fiscal year].", &["FY1997 = 1997~ fiscal-year"]),
            ("By [year-end] and by [mid-year] it pays.", &["1998 this-UNIT", "1998 this-UNIT"]),
            ("Costs rose for [the nine months].", &["P9M length"]),
            ("Costs rose for [the year].", &["1998 same-UNIT"]),
            ("The year that he left was wet.", &[]),
            ("It pumps two million barrels [a day].", &["P1D one-UNIT"]),
            ("Three-quarters of the yards and a quarter of the docks closed.", &[]),
        ],
    );
}

#[test]
fn lists_weeks_and_days_of_a_month_named_before() {
    check(
        "2031-06-10",
        &[
            (
                "They met on [March 21], [22] and [23] in Bergen.",
                &[
                    "2031-03-21 bare-day-past, range start",
                    "2031-03-22 bare-day-past, inside the range",
                    "2031-03-23 bare-day-past, range end",
                ],
            ),
            (
                "It shut on [3], [10] and [17 May 2029].",
                &["2029-05-03 explicit-day", "2029-05-10 explicit-day", "2029-05-17 explicit-day"],
            ),
            ("On [May 3], 20 and more people came.", &["2031-05-03 bare-day-past"]),
            ("It sank in [the week of May 5].", &["2031-W19 week-of-day"]),
            ("It opens [the week beginning 5 May 2031].", &["2031-W19 week-of-day"]),
            (
                "It opened on [3 May]. It shut on [the 8th].",
                &["2031-05-03 bare-day-past", "2031-05-08 day-of-month"],
            ),
            (
                "It opened on [3 May]. He lives on the 8th floor. He was the 8th.",
                &["2031-05-03 bare-day-past"],
            ),
            ("It shut on the 8th.", &[]),
            (
                "It sank in [2027]. Since [then] it has rusted.",
                &["2027 explicit-year", "2027 = 2027/.. since-then"],
            ),
            ("He sold it then. Since then it has rusted.", &[]),
            ("It sank on [8-Feb-98].", &["1998-02-08 explicit-day"]),
            ("The mood is low after [Monday]'s loss.", &["2031-06-09 bare-weekday-past"]),
            ("He paid in 1000s.", &[]),
        ],
    );
}

#[test]
fn parts_of_a_period_are_lengths_with_a_place() {
    check(
        "1998-02-13",
        &[
            (
                "It fell in [the first two months of 1997].",
                &["P2M = 1997-01-01/1997-02-28 part-of-period"],
            ),
            (
                "It fell in [the last three weeks of May 1997].",
                &["P3W = 1997-05-11/1997-05-31 part-of-period"],
            ),
            (
                "It fell in [the first six months of this year].",
                &["P6M = 1998-01-01/1998-06-30 part-of-period"],
            ),
        ],
    );
}

#[test]
fn lengths_in_all_their_forms() {
    check(
        "1998-02-13",
        &[
            ("She is [62 years old].", &["P62Y length"]),
            ("It took [two and a half years].", &["P2.5Y length"]),
            ("It took [five-and-a-half years].", &["P5.5Y length"]),
            ("It took [1 1/2 years].", &["P1.5Y length"]),
            ("A [half-hour] talk, then [a half hour] of song.", &["PT30M length", "PT30M length"]),
            ("A [quarter-century] of rule.", &["P25Y length"]),
            ("A [nine day long] hunt.", &["P9D length"]),
            ("It rained for [three straight days].", &["P3D length"]),
            ("In [the four previous weeks] it rained.", &["P4W length"]),
            ("Unrest went on over [the following days].", &["PXD length"]),
            ("[A day] after the vote he quit.", &["P1D one-UNIT"]),
            ("[Hours] after the blast he spoke.", &["PTXH length"]),
            ("[Months] of talks failed.", &["PXM length"]),
            ("[More than a year ago] it shut.", &["1997 UNITS-ago"]),
            ("He came [not long ago].", &["PAST_REF reference"]),
            ("It was cheap in [those days].", &["PAST_REF reference"]),
            ("In [the near future] it will fly.", &["FUTURE_REF reference"]),
            ("Their past deeds and the future king.", &[]),
            ("It took [months] and [a full year] more.", &["PXM length", "P1Y length"]),
            ("It rained [all day] in [the weeks] after.", &["P1D length", "PXW length"]),
            ("Some of them in their early 40s, he in his 20s.", &[]),
        ],
    );
}

#[test]
fn feasts_have_their_days() {
    check(
        "1998-02-13",
        &[
            ("He died on [Christmas Eve].", &["1997-12-24 bare-feast-past"]),
            ("It opened on [New Year's Day].", &["1998-01-01 bare-feast-past"]),
            ("They rested on [Labor Day].", &["1997-09-01 bare-feast-past"]),
            ("They marched on [Memorial Day].", &["1997-05-26 bare-feast-past"]),
            ("It was quiet on [Good Friday].", &["1997-03-28 bare-feast-past"]),
            ("It will be loud on [the Fourth of July].", &["1998-07-04 bare-feast-ahead"]),
            ("He sang on [Whit Monday 1996].", &["1996-05-27 explicit-feast"]),
            ("They met on [Martin Luther King Jr. Day].", &["1998-01-19 bare-feast-past"]),
            ("A good friday for all on labor day.", &[]),
        ],
    );
}

#[test]
fn a_time_of_day_and_its_day_are_one() {
    check(
        "1998-02-13",
        &[
            ("It blew up at [8:15 p.m. Thursday].", &["1998-02-12T20:15 clock"]),
            ("It blew up at [5:04 p.m. PDT Oct. 17].", &["1997-10-17T17:04 clock"]),
            (
                "Sent [1998-02-11 17:45:00] by hand.",
                &["1998-02-11T17:45 = 1998-02-11T17:45:00 clock"],
            ),
            ("Sent [Wed, 11 Feb 1998 12:30:00 GMT].", &["1998-02-11T12:30Z clock"]),
            (
                "It left at [noon] on [Tuesday].",
                &["1998-02-10T12:00 clock", "1998-02-10 bare-weekday-past"],
            ),
            ("He came [early Sunday morning].", &["1998-02-08TMO bare-weekday-past"]),
            ("He called [earlier today].", &["1998-02-13 this-day"]),
            ("[Overnight], the snow fell.", &["1998-02-13TNI this-PART"]),
            ("Overnight trading was thin.", &[]),
            (
                "On [10 May 1997] it rained in [the morning].",
                &["1997-05-10 explicit-day", "1997-05-10TMO that-PART"],
            ),
            ("[Later in the day] he spoke.", &["1998-02-13 same-UNIT"]),
        ],
    );
}

#[test]
fn a_range_does_not_end_before_it_begins() {
    check(
        "1998-02-13",
        &[
            (
                "It rose between [Jan. 1] and [March 31].",
                &[
                    "1998-01-01 bare-day-past, range start",
                    "1998-03-31 bare-day-in-range, range end",
                ],
            ),
            (
                "They came in [April] and [May 1943].",
                &["1943-04 explicit-month, range start", "1943-05 explicit-month, range end"],
            ),
            (
                "They spent [the spring] and [early summer of 1943] there.",
                &["1943-SP bare-season-in-list", "1943-SU explicit-season"],
            ),
            (
                "It grew in [the 19th] and [20th centuries].",
                &["18 explicit-century, range start", "19 explicit-century, range end"],
            ),
            ("The class of ['92] met.", &["1992 explicit-year"]),
            ("It was built in [the twenty-first century].", &["20 explicit-century"]),
        ],
    );
}

#[test]
fn years_before_christ_count_down() {
    check(
        "2009-12-19",
        &[
            (
                "The siege ([499]-[493 BC]) was long.",
                &["BC0499 before-christ, range start", "BC0493 before-christ, range end"],
            ),
            (
                "In [September 480 BC] they met, and [the following year] they fought.",
                &["BC0480-09 = none before-christ", "BC0479 next-UNIT"],
            ),
            (
                "It began in [early 480 BC]. In [August] they sailed, [the next day] they landed.",
                &["BC0480 before-christ", "BC0480-08 bare-month", "- unanchored"],
            ),
            ("Forts of [the 4th century BC].", &["BC03 before-christ"]),
            ("Forts of [the 470s BC].", &["BC047 before-christ"]),
            (
                "It fell in [146 BC]. It was dug up in [1910]. In [May] it closed.",
                &["BC0146 before-christ", "1910 explicit-year", "2009-05 bare-month-past"],
            ),
        ],
    );
}

/// A history: dates far from the publication, so that the text is its own present.
const HISTORY: &str = "The league was founded in [1871]. Its rolls for [1874], [1875], [1876] and [1879] \
                       are lost. It met last in [June 1881].";

/// Checks what a history says after its first sentences.
fn check_history(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let marked = format!("{HISTORY} {text}");
        let rules =
            ["1871", "1874", "1875", "1876", "1879"].map(|year| format!("{year} explicit-year"));
        let month = ["1881-06 explicit-month"];
        let told = rules.iter().map(String::as_str).chain(month).chain(expected.iter().copied());
        check("2009-12-19", &[(marked.as_str(), &told.collect::<Vec<_>>())]);
    }
}

#[test]
fn a_story_moves_on_from_the_times_told_last() {
    check_history(&[
        ("In [August] it split.", &["1881-08 bare-month-in-story"]),
        ("In [February] it split.", &["1882-02 bare-month-in-story"]),
        (
            "On [3 May 1882] it split. [Next day] it fell. [Two days after], it rose.",
            &["1882-05-03 explicit-day", "1882-05-04 next-UNIT", "1882-05-06 UNITS-later"],
        ),
        (
            "On [3 May 1882] it split. [The previous evening] it met. [A fortnight later] it fell.",
            &["1882-05-03 explicit-day", "1882-05-02TEV that-PART", "1882-W20 UNITS-later"],
        ),
        (
            // A look ahead in brackets does not carry the story away.
            "In [August] it split (see a book of [1990]). In [September] it fell.",
            &["1881-08 bare-month-in-story", "1990 explicit-year", "1881-09 bare-month-in-story"],
        ),
        (
            "In [August 1882] it split. By [the end of the year] it was gone.",
            &["1882-08 explicit-month", "1882 this-UNIT"],
        ),
    ]);
}

#[test]
fn a_history_dates_what_news_is_full_of() {
    check_history(&[
        (
            "A [former] member and a [current] one met.",
            &["PAST_REF history", "PRESENT_REF history"],
        ),
        ("During [this time] it marched at [night].", &["- history", "XXXX-XX-XXTNI history"]),
        ("It split again, this time for good.", &[]),
    ]);
    check("2009-12-19", &[("A former member left at night, and at that time he was well.", &[])]);
}

#[test]
fn repeated_times_in_all_their_forms() {
    check(
        "1998-02-13",
        &[
            ("They met [every other day].", &["P2D repeated"]),
            ("They met [every few weeks].", &["PXW repeated"]),
            ("They met [every Monday morning].", &["XXXX-WXX-1TMO repeated"]),
            ("[Saturday nights] are loud.", &["XXXX-WXX-6TNI repeated"]),
            ("He sleeps on [weekends].", &["XXXX-WXX-WE repeated"]),
        ],
    );
}

#[test]
fn weekends_and_feasts_turn_with_the_verb() {
    // A Monday.
    check(
        "1998-02-09",
        &[
            ("Troops moved in over [the weekend].", &["1998-W06-WE bare-weekend-past"]),
            ("Troops will move in over [the weekend].", &["1998-W07-WE bare-weekend-ahead"]),
            ("It rained [this past weekend].", &["1998-W06-WE last-UNIT"]),
            (
                "It rained [last Christmas] and [last Oct. 3].",
                &["1997-12-25 last-NAME", "1997-10-03 last-NAME"],
            ),
            ("It was quiet in [the month of May].", &["1997-05 bare-month-past"]),
        ],
    );
}

#[test]
fn since_looks_back_whatever_the_verb() {
    check(
        "1998-02-13",
        &[
            ("He is in office since [July].", &["1997-07 = 1997-07/.. bare-month-past"]),
            ("It will have rained since [Tuesday].", &["1998-02-10 bare-weekday-past"]),
        ],
    );
}

#[test]
fn parts_and_hours_by_name() {
    check(
        "1998-02-13",
        &[
            ("It grew in [the latter half of 1997].", &["1997-H2 explicit-half"]),
            ("It grew in [the final quarter of 1997].", &["1997-Q4 explicit-quarter"]),
            ("It grew in [the latter part of 1997].", &["1997 explicit-year"]),
            ("It rained in [the week before last].", &["1998-W05 last-UNIT"]),
            ("It rained in [the first week of May 1997].", &["1997-05 explicit-month"]),
            ("It rained in [the last days of May 1997].", &["1997-05 explicit-month"]),
            ("It rained in [early to mid-1997].", &["1997 explicit-year"]),
            ("It froze in [the winter of 1995-96].", &["1995-WI explicit-season"]),
            (
                "They crossed on the night of [5]/[6 May 1997].",
                &["1997-05-05 explicit-day, range start", "1997-05-06 explicit-day, range end"],
            ),
            ("It left at [1130 hours].", &["1998-02-13T11:30 clock"]),
            ("It played [1130 hours] of song.", &["PT1130H length"]),
            ("It left at [7:30 in the evening].", &["1998-02-13T19:30 clock"]),
            ("It left at [12 noon].", &["1998-02-13T12:00 clock"]),
            ("He lives at 1600 Pine Road.", &[]),
        ],
    );
}

/// The value of the first time in a text, published on one day, of an article in a language.
fn first_value(language: Option<&str>, text: &str) -> String {
    let mut article = article(text);
    article.metadata.language = language.map(str::to_owned);
    let published = When::parse("2019-12-19").ok();
    annotate::times(&article, published.as_ref()).timexes[0].value.clone()
}

#[test]
fn numbers_are_read_as_the_text_or_its_language_has_them() {
    // The reading nearer to the publication, where nothing else tells.
    assert_eq!(first_value(None, "Dated 04/11/2019."), "2019-11-04");
    assert_eq!(first_value(Some("en"), "Dated 04/11/2019."), "2019-11-04");
    assert_eq!(first_value(Some("en-us"), "Dated 04/11/2019."), "2019-04-11");
    assert_eq!(first_value(Some("de"), "Vom 11/04/2019."), "2019-04-11");
    assert_eq!(first_value(Some("en-us"), "Dated 04/11/2019, due 13/11/2019."), "2019-11-04");
    assert_eq!(first_value(None, "Dated 11.4.2019."), "2019-04-11");
}

/// Whether a value is one of TIMEX3, or the empty one of what can't be resolved.
fn is_timex3(timex: &Timex) -> bool {
    let value = timex.value.as_str();
    let dated = value.strip_prefix("BC").or_else(|| value.strip_prefix("FY")).unwrap_or(value);
    value.is_empty()
        || matches!(value, "PAST_REF" | "PRESENT_REF" | "FUTURE_REF")
        || value.strip_prefix('P').is_some_and(is_length)
        || is_date(dated)
}

/// `2Y`, `X.5M`, `T30M`, `TXNI`.
fn is_length(value: &str) -> bool {
    let unit = value.trim_start_matches(|sign: char| {
        sign.is_ascii_digit() || matches!(sign, 'T' | 'X' | '.' | ',')
    });
    matches!(unit, "Y" | "M" | "W" | "D" | "WE" | "H" | "S" | "NI") && unit.len() < value.len()
}

/// The shape of a date with `0` for each digit, with its time of day.
fn is_date(value: &str) -> bool {
    let digit = |sign: char| if sign.is_ascii_digit() { '0' } else { sign };
    let shape: String = value.chars().map(digit).collect();
    let (day, clock) = shape.split_once('T').unwrap_or((&shape, "00:00"));
    let parts = ["MO", "AF", "EV", "NI", "MI", "DT", "00:00", "00:00Z"];
    let year = day.strip_prefix("0000").or_else(|| day.strip_prefix("XXXX"));
    let rest = [
        "", "-00", "-00-00", "-W00", "-W00-WE", "-Q0", "-H0", "-SP", "-SU", "-FA", "-WI", "-WXX-0",
        "-WXX-WE", "-WXX-XWD", "-XX-XX",
    ];
    parts.contains(&clock)
        && (matches!(day, "00" | "000") || year.is_some_and(|year| rest.contains(&year)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever words meet on whatever day, leap days and weeks 53 among them,
    /// every value is one that other tools read.
    #[test]
    fn values_are_those_of_timex3(
        words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..60),
        year in 1_i16..=9999,
        day in prop::sample::select(
            vec!["01-01", "01-03", "02-28", "02-29", "06-15", "12-28", "12-31"]
        ),
    ) {
        let text = words.join(" ");
        for published in [format!("{year:04}-{day}"), format!("{year:04}-02"), String::new()] {
            let (_, annotations) = annotated(&published, &text);
            for timex in &annotations.timexes {
                prop_assert!(is_timex3(timex), "{timex:?} in {text}");
            }
        }
    }
}
