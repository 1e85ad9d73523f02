//! Time expressions and events, from marked text.

use dateline::{
    annotate::annotate,
    model::{Annotations, Article, Block, BlockKind, Confidence, Event, Span, When},
};
use proptest::prelude::*;

/// An article of paragraphs, one a line.
pub(crate) fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len());
        if !line.trim().is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        start = span.end + 1;
    }
    Article { text: text.to_owned(), blocks, ..Article::default() }
}

pub(crate) fn annotated(published: &str, text: &str) -> (Article, Annotations) {
    let article = article(text);
    let published = When::parse(published).ok();
    let annotations = annotate(&article, published.as_ref());
    (article, annotations)
}

/// A text in which each expression stands in brackets, and what is expected of
/// each: `value rule` or `value = edtf rule`, with `-` for an empty value.
pub(crate) type Case<'a> = (&'a str, &'a [&'a str]);

/// Checks texts published on one day, and tells all that differ at once.
pub(crate) fn check(published: &str, cases: &[Case<'_>]) {
    let differences: Vec<_> =
        cases.iter().filter_map(|case| difference(published, *case)).collect();
    assert!(differences.is_empty(), "published {published}\n{}", differences.join("\n"));
}

fn difference(published: &str, (marked, expected): Case<'_>) -> Option<String> {
    let text = marked.replace(['[', ']'], "");
    let (_, annotations) = annotated(published, &text);
    let mut shown = text;
    for timex in annotations.timexes.iter().rev() {
        shown.insert(timex.span.end, ']');
        shown.insert(timex.span.start, '[');
    }
    let found: Vec<_> = annotations
        .timexes
        .iter()
        .enumerate()
        .map(|(place, timex)| {
            let value = if timex.value.is_empty() { "-" } else { &timex.value };
            let edtf = timex.when.as_ref().map_or_else(|| "none".to_owned(), When::edtf);
            if expected.get(place).is_some_and(|expected| expected.contains(" = ")) {
                format!("{value} = {edtf} {}", timex.rule)
            } else {
                format!("{value} {}", timex.rule)
            }
        })
        .collect();
    (shown != marked || found != expected)
        .then(|| format!("expected {marked} {expected:?}\n   found {shown} {found:?}"))
}

#[test]
fn explicit_dates_of_every_precision() {
    check(
        "",
        &[
            ("Signed on [3 April 2019] in Oslo.", &["2019-04-03 = 2019-04-03 explicit-day"]),
            ("Signed on [April 3, 2019], it held.", &["2019-04-03 explicit-day"]),
            ("Signed on [Wednesday, April 3, 2019].", &["2019-04-03 explicit-day"]),
            ("Signed [Wed 3 Apr 2019].", &["2019-04-03 explicit-day"]),
            ("It fell on [the 3rd of April 2019].", &["2019-04-03 explicit-day"]),
            ("Made [Sept. 9, 1999] here.", &["1999-09-09 explicit-day"]),
            ("Dated [2019-04-03].", &["2019-04-03 explicit-day"]),
            (
                "Dated [25/06/2019], [04/05/2019].",
                &["2019-06-25 explicit-day", "2019-05-04 explicit-day"],
            ),
            (
                "Dated [06/25/2019], [04/05/2019].",
                &["2019-06-25 explicit-day", "2019-04-05 explicit-day"],
            ),
            ("Am [25.6.2019] gab es Regen.", &["2019-06-25 explicit-day"]),
            ("It sank in [April 2019].", &["2019-04 = 2019-04 explicit-month"]),
            ("It sank in [April of 2019].", &["2019-04 explicit-month"]),
            ("It sank in [2019].", &["2019 = 2019 explicit-year"]),
            ("In [the spring of 1968] they met.", &["1968-SP = 1968-21 explicit-season"]),
            (
                "Profit fell in [the third quarter of 2021].",
                &["2021-Q3 = 2021-35 explicit-quarter"],
            ),
            ("Profit fell in [Q3 2021].", &["2021-Q3 explicit-quarter"]),
            ("Sales rose in [the first half of 2021].", &["2021-H1 = 2021-40 explicit-half"]),
            ("Built in [the 1970s].", &["197 = 197X explicit-decade"]),
            ("Built in [the early 1970s] here.", &["197 explicit-decade"]),
            ("Music of [the '80s].", &["198 explicit-decade"]),
            ("A fort of [the 17th century].", &["16 = 16XX explicit-century"]),
            ("In [fiscal 2024] it earned less.", &["FY2024 = 2024~ fiscal-year"]),
            ("Rome fell in [AD 476].", &["0476 explicit-year"]),
            ("They fought in [480 BC] at sea.", &["BC0480 = none before-christ"]),
            ("[June 25, 2025]Harbour Post", &["2025-06-25 explicit-day"]),
            ("The bridge opened [Christmas Day 2012].", &["2012-12-25 explicit-feast"]),
            ("[Easter 2024] was early.", &["2024-03-31 explicit-feast"]),
        ],
    );
}

#[test]
fn years_inside_names_and_before_nouns() {
    check(
        "2025-12-05",
        &[
            ("At SeaFair [2024] the yard showed a hull.", &["2024 = 2024 year-in-name"]),
            ("Its [2017] purchase of the system hurt.", &["2017 explicit-year"]),
            ("A [2018] accord set the terms.", &["2018 explicit-year"]),
            ("Oslo’s [2017] order stands.", &["2017 explicit-year"]),
            (
                "Sales peaked in [2024] and should fall in [2025].",
                &["2024 explicit-year", "2025 explicit-year"],
            ),
            ("The [2026] World Cup draws near.", &["2026 explicit-year"]),
            ("The treaty ([1951]) holds.", &["1951 explicit-year"]),
            ("UNGA80 opens.", &[]),
        ],
    );
}

#[test]
fn relative_to_the_publication() {
    // A Wednesday.
    check(
        "2025-06-25",
        &[
            ("He left [yesterday].", &["2025-06-24 = 2025-06-24 this-day"]),
            ("He leaves [tomorrow].", &["2025-06-26 this-day"]),
            ("He left [the day before yesterday].", &["2025-06-23 before-yesterday"]),
            ("They met [last week].", &["2025-W25 = 2025-06-16/2025-06-22 last-UNIT"]),
            ("They met [last year].", &["2024 last-UNIT"]),
            ("They meet [next month].", &["2025-07 next-UNIT"]),
            ("It opens [later this year].", &["2025 = 2025 this-UNIT"]),
            ("It opened [earlier this month].", &["2025-06 this-UNIT"]),
            ("It ends by [the end of the year].", &["2025 this-UNIT"]),
            ("It rained [this weekend].", &["2025-W26-WE = 2025-06-28/2025-06-29 this-UNIT"]),
            ("It shut in [the last quarter].", &["2025-Q1 last-UNIT"]),
            ("He came [two years ago].", &["2023 UNITS-ago"]),
            ("He came [three weeks ago].", &["2025-W23 UNITS-ago"]),
            ("He came [a month ago].", &["2025-05 UNITS-ago"]),
            ("He came [ten days ago].", &["2025-06-15 UNITS-ago"]),
            ("He came [a few years ago].", &["PAST_REF = none UNITS-ago"]),
            ("He came [last Friday].", &["2025-06-20 last-NAME"]),
            ("He came [last Wednesday].", &["2025-06-18 last-NAME"]),
            ("He goes [next March].", &["2026-03 next-NAME"]),
            ("He came [last summer].", &["2024-SU last-NAME"]),
            ("He stays [this summer].", &["2025-SU this-NAME"]),
            ("He came in [June last year].", &["2024-06 MONTH-of-year"]),
            ("It fell in [the first half of this year].", &["2025-H1 half-of-year"]),
            ("It struck [last night].", &["2025-06-24TNI last-PART"]),
            ("It struck [this morning].", &["2025-06-25TMO this-PART"]),
            (
                "It struck at [10:30 p.m.] and left.",
                &["2025-06-25T22:30 = 2025-06-25T22:30:00 clock"],
            ),
            ("It struck at [08:30 GMT].", &["2025-06-25T08:30Z clock"]),
            ("It struck at [6 pm].", &["2025-06-25T18:00 clock"]),
        ],
    );
}

#[test]
fn tense_turns_bare_months_and_weekdays() {
    // A Wednesday.
    check(
        "2025-06-25",
        &[
            ("The fair opened on [Wednesday].", &["2025-06-25 bare-weekday-past"]),
            ("The fair opened on [Thursday].", &["2025-06-19 bare-weekday-past"]),
            ("The fair will open on [Thursday].", &["2025-06-26 bare-weekday-ahead"]),
            ("The fair is due to open on [Monday].", &["2025-06-30 bare-weekday-ahead"]),
            ("On [Monday], they signed.", &["2025-06-23 bare-weekday-past"]),
            ("He spoke on [Friday morning].", &["2025-06-20TMO bare-weekday-past"]),
            ("The fair opened in [October].", &["2024-10 bare-month-past"]),
            ("The fair will open in [October].", &["2025-10 bare-month-ahead"]),
            ("The fair will open in [May].", &["2026-05 bare-month-ahead"]),
            ("The fair opened in [June].", &["2025-06 bare-month-past"]),
            ("The fair will open on [3 July].", &["2025-07-03 bare-day-ahead"]),
            ("The yard said the fair on [3 July] stands.", &["2025-07-03 bare-day-near"]),
            ("He died on [24 December].", &["2024-12-24 bare-day-past"]),
            ("They plan to meet in [mid-September].", &["2025-09 bare-month-ahead"]),
            ("The [January] order was cut.", &["2025-01 bare-month-past"]),
        ],
    );
}

#[test]
fn chains_count_from_the_text() {
    check(
        "2025-06-25",
        &[
            (
                "It sank on [3 May 2019]. [Two days later] divers came.",
                &["2019-05-03 explicit-day", "2019-05-05 UNITS-later"],
            ),
            (
                "It sank on [3 May 2019], [a day earlier] it sailed.",
                &["2019-05-03 explicit-day", "2019-05-02 UNITS-earlier"],
            ),
            (
                "He won in [2011] and lost [the same year].",
                &["2011 explicit-year", "2011 same-UNIT"],
            ),
            (
                "He won in [2011] and lost [the following year].",
                &["2011 explicit-year", "2012 next-UNIT"],
            ),
            (
                "He won in [2011]. [Two days later] he lost.",
                &["2011 explicit-year", "- unanchored"],
            ),
            (
                "It sank on [3 May 2019]. Divers came on [5 May].",
                &["2019-05-03 explicit-day", "2019-05-05 bare-day-in-story"],
            ),
            (
                "It sank on [3 May 2019] and in [July of that year] they rose.",
                &["2019-05-03 explicit-day", "2019-07 that-year"],
            ),
        ],
    );
}

#[test]
fn ranges_are_two_times_that_know_each_other() {
    check(
        "2025-06-25",
        &[
            (
                "It ran between [2005] and [2011].",
                &["2005 explicit-year, range start", "2011 explicit-year, range end"],
            ),
            (
                "It ran from [2005] to [2011].",
                &["2005 explicit-year, range start", "2011 explicit-year, range end"],
            ),
            (
                "The war ([1915]-[17]) went on.",
                &["1915 explicit-year, range start", "1917 explicit-year, range end"],
            ),
            (
                "The fair of [24]–[25 June 2024] is over.",
                &["2024-06-24 explicit-day, range start", "2024-06-25 explicit-day, range end"],
            ),
            (
                "The fair will run on [24]–[25 July].",
                &["2025-07-24 bare-day-ahead, range start", "2025-07-25 bare-day-ahead, range end"],
            ),
            (
                "It will run from [September] to [November].",
                &["2025-09 bare-month-ahead, range start", "2025-11 bare-month-ahead, range end"],
            ),
            (
                "It ran [May]–[July 2024].",
                &["2024-05 explicit-month, range start", "2024-07 explicit-month, range end"],
            ),
        ],
    );
}

#[test]
fn open_and_vague_times() {
    check(
        "2025-06-25",
        &[
            ("It stood since [2017].", &["2017 = 2017/.. explicit-year"]),
            ("It stood before [2020].", &["2020 = ../2020 explicit-year"]),
            ("It was built [about 1990].", &["1990 = 1990~ explicit-year"]),
            ("It was built [c. 1500] here.", &["1500 = 1500~ explicit-year"]),
            ("Sold from [2027] onwards.", &["2027 = 2027/.. explicit-year"]),
            ("He [recently] spoke.", &["PAST_REF = none reference"]),
            ("He is [now] free.", &["PRESENT_REF = none reference"]),
            ("A pact in [the coming months].", &["FUTURE_REF = none coming-UNITS"]),
            ("Prices fell in [recent years].", &["PAST_REF recent-UNITS"]),
            ("They [previously] met.", &["PAST_REF reference"]),
        ],
    );
}

#[test]
fn lengths_and_repeated_times_stand_on_no_day() {
    check(
        "2025-06-25",
        &[
            ("It took [two decades].", &["P20Y = none length"]),
            ("Over [the past two decades] it grew.", &["P20Y = none length"]),
            ("A [five-day] tour.", &["P5D = none length"]),
            ("A [12-hour] flight.", &["PT12H length"]),
            ("It took [more than three years].", &["P3Y length"]),
            ("It took [half an hour].", &["PT30M length"]),
            ("It took [several weeks].", &["PXW length"]),
            ("Over [the next six months] it falls.", &["P6M length"]),
            ("Within [the next two to three years] it flies.", &["P3Y length"]),
            ("Paid for [years].", &["PXY length"]),
            ("A [21-year-old] sailor.", &["P21Y length"]),
            ("The [annual] fair.", &["P1Y = none repeated"]),
            ("They meet [every Monday].", &["XXXX-WXX-1 repeated"]),
            ("They meet [every two years].", &["P2Y repeated"]),
            ("Twice [a year].", &["P1Y one-UNIT"]),
        ],
    );
}

#[test]
fn what_is_no_date_stays_none() {
    check(
        "2025-06-25",
        &[
            ("The S-400 and the F-35 and the Su-2000 flew.", &[]),
            ("Some 2000 troops crossed.", &[]),
            ("It sent 1950 soldiers.", &[]),
            ("They may march in step.", &[]),
            ("May said the fall of the city was a second blow.", &[]),
            ("Theresa May left.", &[]),
            ("It cost $2020 in all.", &[]),
            ("See page 2010 and room 1984.", &[]),
            ("Call 02 555 2017 or +32-2-555-2017.", &[]),
            ("It weighs 1990 kg.", &[]),
            ("The boat made 30 knots over 2,017 miles.", &[]),
            ("The price rose 7.15 to 8.20.", &[]),
            ("Version 2.0.1 of part 12-34-5678.", &[]),
            ("He is in his 30s.", &[]),
            ("The rules spring from need.", &[]),
            ("The sun sat on the sea.", &[]),
        ],
    );
}

#[test]
fn an_undated_text_leaves_relative_times_unresolved() {
    check(
        "",
        &[
            ("They met [last week].", &["- = none unanchored"]),
            ("They meet on [Friday].", &["- = none unanchored"]),
            ("It opens in [May].", &["- = none unanchored"]),
            ("It opens [today].", &["- = none unanchored"]),
            ("It shut in [2019].", &["2019 = 2019 explicit-year"]),
        ],
    );
    // A day is not made up where only the month of publication is known.
    check(
        "2025-06",
        &[
            ("They met [last week].", &["- = none unanchored"]),
            ("They met on [Friday].", &["- = none unanchored"]),
            ("They met [last month].", &["2025-05 = 2025-05 last-UNIT"]),
            ("They met [last year].", &["2024 = 2024 last-UNIT"]),
        ],
    );
}

/// A text and the events that it tells, each `edtf | status | clause`, with
/// `none` for no date, `reported` and `likely` after the status where it is.
type Telling<'a> = (&'a str, &'a [&'a str]);

/// Checks what texts published on one day tell, and shows all that differ at once.
fn tell(published: &str, tellings: &[Telling<'_>]) {
    let mut differences = Vec::new();
    for (text, expected) in tellings {
        let (article, annotations) = annotated(published, text);
        let told: Vec<_> = annotations.events.iter().map(|event| line(&article, event)).collect();
        if told != *expected {
            differences.push(format!("{text}\nexpected {expected:#?}\n   found {told:#?}"));
        }
    }
    assert!(differences.is_empty(), "published {published}\n{}", differences.join("\n"));
}

fn line(article: &Article, event: &Event) -> String {
    let edtf = event.when.as_ref().map_or_else(|| "none".to_owned(), When::edtf);
    let reported = if event.reported { " reported" } else { "" };
    let likely = if event.confidence == Confidence::Low { " likely" } else { "" };
    let clause = event.clause.cut(&article.text);
    format!("{edtf} | {}{reported}{likely} | {clause}", event.status.name())
}

#[test]
fn a_sentence_that_tells_one_thing_is_the_event() {
    // A Wednesday.
    tell(
        "2025-06-25",
        &[
            (
                "The yard launched a frigate on Monday.",
                &["2025-06-23 | past | The yard launched a frigate on Monday"],
            ),
            (
                "The yard will launch a frigate in October.",
                &["2025-10 | planned | The yard will launch a frigate in October"],
            ),
            (
                "The frigate is due to sail next year.",
                &["2026 | planned | The frigate is due to sail next year"],
            ),
            (
                "The frigate was expected to sail in 2027.",
                &["2027 | planned | The frigate was expected to sail in 2027"],
            ),
            (
                "The fleet has patrolled the strait since 2019.",
                &["2019/.. | ongoing | The fleet has patrolled the strait since 2019"],
            ),
            (
                "Trade was worth 4 billion in 2024.",
                &["2024 | past | Trade was worth 4 billion in 2024"],
            ),
            (
                "At SeaFair 2025, the maker showed a hull.",
                &["2025 | past | At SeaFair 2025, the maker showed a hull"],
            ),
            (
                "The war ran between 1980 and 1988.",
                &["1980-01-01/1988-12-31 | past | The war ran between 1980 and 1988"],
            ),
            (
                "The delegation travels to Bergen on Friday.",
                &["2025-06-27 | planned | The delegation travels to Bergen on Friday"],
            ),
            (
                "The delegation goes on to Bergen on Friday.",
                &["2025-06-27 | planned | The delegation goes on to Bergen on Friday"],
            ),
        ],
    );
}

#[test]
fn several_times_cut_the_sentence() {
    tell(
        "2025-12-05",
        &[
            (
                "Sales reached a record 4 billion in 2024 and are projected to pass 5 billion in 2025.",
                &[
                    "2024 | past | Sales reached a record 4 billion in 2024",
                    "2025 | planned | are projected to pass 5 billion in 2025",
                ],
            ),
            (
                "With orders reaching a record 4 billion in 2024 and projected to pass 5 billion in 2025, the yard is growing.",
                &[
                    "2024 | past | orders reaching a record 4 billion in 2024",
                    "2025 | planned | projected to pass 5 billion in 2025",
                ],
            ),
            (
                "The keel was laid in 2011; the ship sailed in 2014.",
                &[
                    "2011 | past | The keel was laid in 2011",
                    "2014 | past | the ship sailed in 2014",
                ],
            ),
            (
                "The yard delivered two tugs and a ferry in 2019 and will build a dock in 2027.",
                &[
                    "2019 | past | The yard delivered two tugs and a ferry in 2019",
                    "2027 | planned | will build a dock in 2027",
                ],
            ),
            (
                "It signed a pact in 2019 with Oslo and Bergen and ratified it in 2021.",
                &[
                    "2019 | past | It signed a pact in 2019 with Oslo and Bergen",
                    "2021 | past | ratified it in 2021",
                ],
            ),
            (
                "Oslo and Bergen joined in 2012 and Tromso and Bodo followed in 2014.",
                &[
                    "2012 | past | Oslo and Bergen joined in 2012",
                    "2014 | past | Tromso and Bodo followed in 2014",
                ],
            ),
            (
                "In 1986 he bought a studio which was sold in 2005.",
                &[
                    "1986 | past | In 1986 he bought a studio",
                    "2005 | past | a studio which was sold in 2005",
                ],
            ),
            (
                "The former head of the yard resigned on Monday.",
                &["2025-12-01 | past | The former head of the yard resigned on Monday"],
            ),
            (
                "Sales of the recently launched boat began on Monday.",
                &["2025-12-01 | past | Sales of the recently launched boat began on Monday"],
            ),
            (
                "In 2011 the keel was laid, in 2014 the ship sailed.",
                &[
                    "2011 | past | In 2011 the keel was laid",
                    "2014 | past | in 2014 the ship sailed",
                ],
            ),
            (
                "The quarrel dates back to 2020, when he tied the sale to a base.",
                &["2020 | past | when he tied the sale to a base"],
            ),
            (
                "The flight puts into effect a purchase that Norway made in 2017.",
                &["2017 | past | The flight puts into effect a purchase that Norway made in 2017"],
            ),
            (
                "She told reporters that the yard would close by March 2027.",
                &["../2027-03 | planned reported | the yard would close by March 2027"],
            ),
        ],
    );
}

#[test]
fn a_noun_of_happening_is_dated_by_its_year() {
    tell(
        "2025-06-25",
        &[
            (
                "Norway’s 2017 purchase of the radar strained ties.",
                &["2017 | past | Norway’s 2017 purchase of the radar"],
            ),
            (
                "Ties froze after the navy's 2017 order of six boats, a diplomat said.",
                &["2017 | past reported | the navy's 2017 order of six boats"],
            ),
            (
                "A 2018 accord between the two yards—both old—laid the ground.",
                &["2018 | past | A 2018 accord between the two yards"],
            ),
            (
                "Norway’s purchase of the radar in 2017 still weighs on ties.",
                &["2017 | past | Norway’s purchase of the radar in 2017"],
            ),
            ("The 2011 version of the radar is cheaper.", &[]),
        ],
    );
}

#[test]
fn vague_and_unresolved_times_give_undated_events() {
    tell(
        "2025-06-25",
        &[
            (
                "The rules were recently tightened.",
                &["none | past | The rules were recently tightened"],
            ),
            (
                "The two will sign a pact in the coming months.",
                &["none | planned | The two will sign a pact in the coming months"],
            ),
            ("Over the past two decades, the fleet has grown.", &[]),
            ("The fleet is now larger.", &[]),
            (
                "The annual fair drew thousands.",
                &["2025-06-25 | past likely | The annual fair drew thousands"],
            ),
        ],
    );
    tell(
        "",
        &[
            (
                "The yard launched a frigate last week.",
                &["none | past | The yard launched a frigate last week"],
            ),
            ("The yard launched a frigate.", &[]),
            (
                "The law passed in 2011. In July it was changed.",
                &["2011 | past | The law passed in 2011", "none | past | In July it was changed"],
            ),
        ],
    );
}

#[test]
fn better_no_event_than_a_doubtful_one() {
    tell(
        "2025-06-25",
        &[
            (
                "The fair opened on Wednesday.\nThe two yards signed a letter.\nThe hall is full.\nVisitors liked it.",
                &[
                    "2025-06-25 | past | The fair opened on Wednesday",
                    "2025-06-25 | past | The two yards signed a letter",
                    "2025-06-25 | past likely | Visitors liked it",
                ],
            ),
            (
                "The minister is expected to press for a deal.\nThe yards signed a letter.",
                &[
                    "2025-06-25 | planned | The minister is expected to press for a deal",
                    "2025-06-25 | past likely | The yards signed a letter",
                ],
            ),
            (
                "The yard is old.\nThe yards signed a letter.\nOne yard had closed.",
                &["2025-06-25 | past likely | The yards signed a letter"],
            ),
            (
                "The fair opened on Tuesday.\nThe mayor said it drew thousands.\nA fire broke out in 1998.\nIt killed two.",
                &[
                    "2025-06-24 | past | The fair opened on Tuesday",
                    "2025-06-24 | past reported likely | The mayor said it drew thousands",
                    "1998 | past | A fire broke out in 1998",
                ],
            ),
            ("The pact was not signed in 2024.", &[]),
            ("The ship never sailed in 2024.", &[]),
            ("He likes the 1980s.", &[]),
            ("Did the yards sign it in 2024?", &[]),
            ("Fog is a mark of winter here.", &[]),
            ("The yard is old.\nCrews sing in the morning.", &[]),
            ("Try the ferry in the future.", &[]),
            ("We recently sold our boats.", &[]),
            ("Signs on previously closed piers fell.", &[]),
            ("Two witnesses read the 3 May transcript.", &[]),
            (
                "In a 3 May speech, the mayor opened the pier.",
                &["2025-05-03 | past | In a 3 May speech, the mayor opened the pier"],
            ),
            (
                "The yard announced on Monday that two piers have closed.",
                &["2025-06-23 | past | The yard announced on Monday that two piers have closed"],
            ),
            ("I visited the harbour and loved it.", &[]),
            ("When the yard opened, nobody came.", &[]),
            ("Posted in Harbour News.", &[]),
            ("This article was written by Ida Holm.", &[]),
            ("The yard has a question that bothered me.\nFog covers the pier.", &[]),
            ("Every Tuesday the band played at 7pm.", &[]),
            ("Berg, a winner here in 2012, likes fog.", &[]),
            (
                "The pier has had a crane since 1984.",
                &["1984/.. | ongoing | The pier has had a crane since 1984"],
            ),
            ("The yards may sell the tug.", &[]),
            (
                "They met on 2, 3 and 4 May 2024.",
                &["2024-05-02/2024-05-04 | past | They met on 2, 3 and 4 May 2024"],
            ),
            (
                "The yard announced plans to sell a tug on Monday.",
                &["2025-06-23 | past | The yard announced plans to sell a tug on Monday"],
            ),
        ],
    );
}

#[test]
fn what_stands_in_programmes_and_adverts_is_little_sure() {
    tell(
        "2025-06-25",
        &[
            (
                "Fog in the docks, until 3 July.\nThe blue ferry opens on 5 July.\nSongs of salt, 7 July, 8 pm.\nThe tug runs on 9 July.",
                &[
                    "2025-07-05 | planned likely | The blue ferry opens on 5 July",
                    "2025-07-09 | planned likely | The tug runs on 9 July",
                ],
            ),
            (
                "The ferry opens on 5 July.\nThe tug runs on 9 July.",
                &[
                    "2025-07-05 | planned | The ferry opens on 5 July",
                    "2025-07-09 | planned | The tug runs on 9 July",
                ],
            ),
            (
                "You will find us at the pier in July.",
                &["2025-07 | planned likely | You will find us at the pier in July"],
            ),
            ("The Easter trail costs nothing.", &[]),
            ("Oslo keeps an 18th-century pier.", &[]),
        ],
    );
}

#[test]
fn what_a_page_kept_up_to_date_tells_as_done_has_happened() {
    tell(
        "2012-05-10",
        &[
            (
                "Norway joined in April 2023.\nSweden left in March 2024.\nIn 2025, both paid.",
                &[
                    "2023-04 | past | Norway joined in April 2023",
                    "2024-03 | past | Sweden left in March 2024",
                    "2025 | past | In 2025, both paid",
                ],
            ),
            (
                "The yard was chosen to build two hulls in 2031.",
                &["2031 | planned | The yard was chosen to build two hulls in 2031"],
            ),
        ],
    );
}

#[test]
fn a_text_without_full_stops_is_read_in_one_pass() {
    let text = "signed in 2011 and launched on Monday the second ".repeat(20_000);
    let (_, annotations) = annotated("2025-06-25", &text);
    assert_eq!(annotations.timexes.len(), 40_000);
    assert_eq!(annotations.events, []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Words of time in any order, any day of publication: nothing fails, all is in place.
    #[test]
    fn any_text_and_any_day(
        words in prop::collection::vec(
            prop::sample::select(WORDS.to_vec()), 0..40
        ),
        noise in "\\PC{0,20}",
        year in 1_i16..=9999,
        month in 1_i8..=12,
        day in 1_i8..=28,
    ) {
        let text = format!("{noise} {} {noise}", words.join(" "));
        let published = format!("{year:04}-{month:02}-{day:02}");
        let (article, annotations) = annotated(&published, &text);
        let mut free = 0;
        for timex in &annotations.timexes {
            prop_assert!(timex.span.start >= free && timex.span.end <= text.len());
            prop_assert!(!timex.span.cut(&article.text).is_empty());
            free = timex.span.end;
            if let Some(when) = &timex.when {
                let edtf = when.edtf();
                prop_assert_eq!(When::parse(&edtf).map(|when| when.edtf()), Ok(edtf));
            }
        }
        for event in &annotations.events {
            prop_assert!(event.sentence.covers(event.clause));
            prop_assert!(!event.clause.cut(&article.text).is_empty());
        }
        prop_assert_eq!(&annotated(&published, &text).1, &annotations);
    }
}

/// Words that rules are made of, and numbers at the calendar's ends.
pub(crate) const WORDS: [&str; 96] = [
    "last",
    "next",
    "this",
    "the",
    "year",
    "week",
    "day",
    "month",
    "quarter",
    "century",
    "decade",
    "weekend",
    "fortnight",
    "days",
    "years",
    "months",
    "ago",
    "later",
    "earlier",
    "before",
    "after",
    "since",
    "in",
    "of",
    "and",
    "to",
    "from",
    "between",
    "-",
    "–",
    ",",
    ".",
    "May",
    "March",
    "February",
    "29",
    "30",
    "31",
    "0",
    "1",
    "9999",
    "0000",
    "2024",
    "999999999999",
    "Monday",
    "Sunday",
    "Friday",
    "morning",
    "night",
    "early",
    "late",
    "mid",
    "end",
    "beginning",
    "about",
    "c",
    "more",
    "than",
    "two",
    "twenty",
    "first",
    "second",
    "a",
    "an",
    "few",
    "half",
    "every",
    "annual",
    "daily",
    "now",
    "recently",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "winter",
    "spring",
    "fall",
    "1980s",
    "80s",
    "9th",
    "Q4",
    "H2",
    "10:30",
    "25:99",
    "pm",
    "GMT",
    "13/13/13",
    "2025-02-30",
    "1/1/1",
    "Christmas",
    "Easter",
    "signed",
    "will",
    "said",
    "\n",
];

#[test]
fn lengths_of_play_are_no_times_of_day() {
    check(
        "2031-05-13",
        &[
            ("Two goals fell in the final 4:29 of the third period.", &[]),
            ("The winner came 2:55 into overtime.", &[]),
            ("The doors opened at [4:29] of a grey morning.", &["2031-05-13T04:29 clock"]),
        ],
    );
}

#[test]
fn what_counts_from_the_present_is_not_guessed_in_an_undated_story() {
    let story =
        "Born in 1900, she swam in 1919, 1921, 1923, 1925 and 1927. She starred [last summer].";
    let (_, annotations) = annotated("", &story.replace(['[', ']'], ""));
    let last = annotations.timexes.last().map(|timex| (timex.rule.as_str(), timex.when.clone()));
    assert_eq!(last, Some(("unanchored", None)));
}
