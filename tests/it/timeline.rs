//! The timeline of a dossier: merging, order, filters, corrections.

use std::sync::Arc;

use dateline::{
    annotate::annotate,
    dossier::{Dossier, Entry, TimelineFilter, event_key, event_keys},
    model::{AnnotatedArticle, Article, Block, BlockKind, Corrections, Span, Status, When},
};

use crate::marked::{Marked, article, corrected, dossier};

/// Entries as `EDTF | status | sources | text`, the undated ones after a rule.
fn shown(dossier: &Dossier) -> Vec<String> {
    let dated = dossier.timeline.entries.iter().map(line);
    dated.chain(dossier.timeline.undated.iter().map(line)).collect()
}

fn line(entry: &Entry) -> String {
    let when = entry.when.as_ref().map_or_else(|| "undated".to_owned(), When::edtf);
    let sources: Vec<String> = entry.tellings.iter().map(|one| one.article.to_string()).collect();
    let sign = if entry.contradicted { "!" } else { "" };
    format!("{when}{sign} {} {} {}", entry.status.name(), sources.join("+"), entry.text)
}

fn check(articles: Vec<Marked>, expected: &[&str]) {
    assert_eq!(shown(&dossier(articles)), expected);
}

#[test]
fn one_event_told_in_other_words_is_one_entry() {
    check(
        vec![
            article(
                "Strained ties",
                "2025-03-02",
                "Relations with [Washington|place] soured after [Ankara|place]'s {2017|2017} acquisition of the [S-400|system] air-defence system.
                The [trade council|organisation] met {on Monday|2025-02-24}.",
            ),
            article(
                "An old rift",
                "2025-03-05",
                "The {2017|2017} purchase of the [S-400|system] missile defense system by [Ankara|place] still divides the alliance.",
            ),
        ],
        &[
            "2017 past 0+1 Relations with Washington soured after Ankara's 2017 acquisition of the S-400 air-defence system.",
            "2025-02-24 past 0 The trade council met on Monday.",
        ],
    );
}

#[test]
fn two_things_of_one_day_stay_two() {
    check(
        vec![
            article(
                "Fair",
                "2025-07-22",
                "{On Tuesday|2025-07-22} [Nordwerk|organisation] unveiled a patrol boat in [Gdansk|place].
                {On Tuesday|2025-07-22} [Nordwerk|organisation] signed a contract with [Chile|place] for three tugs.",
            ),
            article(
                "Fair again",
                "2025-07-23",
                "[Nordwerk|organisation] dismissed its finance chief {on Tuesday|2025-07-22}.",
            ),
        ],
        &[
            "2025-07-22 past 1 Nordwerk dismissed its finance chief on Tuesday.",
            "2025-07-22 past 0 On Tuesday Nordwerk signed a contract with Chile for three tugs.",
            "2025-07-22 past 0 On Tuesday Nordwerk unveiled a patrol boat in Gdansk.",
        ],
    );
}

#[test]
fn a_year_takes_the_day_inside_it_on_strong_evidence_only() {
    let exact = "[Aral Shipyard|organisation] signed an accord with [Vantor|organisation] on [sonar buoys|system] {on 8 May 2018|2018-05-08}.";
    check(
        vec![
            article("Exact", "2018-05-09", exact),
            article(
                "Vague",
                "2024-01-05",
                "A {2018|2018} agreement between [Aral Shipyard|organisation] and [Vantor|organisation] covers [sonar buoys|system].
                [Vantor|organisation] moved its seat to [Oslo|place] in {2018|2018}.",
            ),
        ],
        &[
            "2018 past 1 Vantor moved its seat to Oslo in 2018.",
            "2018-05-08 past 0+1 Aral Shipyard signed an accord with Vantor on sonar buoys on 8 May 2018.",
        ],
    );
}

#[test]
fn a_plan_that_a_later_article_tells_as_done_is_done() {
    check(
        vec![
            article(
                "Before",
                "2026-01-10",
                "~[Queen Ingrid|person] will open the [Halden bridge|place] in [Halden|place] {on 3 May|2026-05-03}.",
            ),
            article(
                "After",
                "2026-05-04",
                "[Queen Ingrid|person] opened the [Halden bridge|place] {on Sunday|2026-05-03}.",
            ),
        ],
        &["2026-05-03 past 0+1 Queen Ingrid will open the Halden bridge in Halden on 3 May."],
    );
}

#[test]
fn a_record_and_the_next_years_forecast_are_two() {
    check(
        vec![article(
            "Exports",
            "2025-08-01",
            "Cheese exports of [Jura|place] reached a record in {2024|2024}.
            ~Cheese exports of [Jura|place] will pass that record in {2025|2025}.",
        )],
        &[
            "2024 past 0 Cheese exports of Jura reached a record in 2024.",
            "2025 planned 0 Cheese exports of Jura will pass that record in 2025.",
        ],
    );
}

/// "Previously" takes the date that another article gives, and says so.
#[test]
fn a_vague_telling_takes_the_date_of_a_clear_one() {
    let dossier = dossier(vec![
        article(
            "Clear",
            "2025-03-02",
            "[Rosa Lindt|person] tied the sale of [N40|system] tugs to a base on [Gotland|place] in {2020|2020}.
            [Rosa Lindt|person] sold a mill in {2021|2021}.",
        ),
        article(
            "Vague",
            "2025-03-05",
            "?[Rosa Lindt|person] {previously|} linked the sale of the [N40|system] to [Gotland|place].
            ?[Rosa Lindt|person] was {recently|} seen in [Oslo|place].",
        ),
    ]);
    let dates: Vec<_> =
        dossier.timeline.all().map(|one| one.when.as_ref().map(When::edtf)).collect();
    assert_eq!(dates, [Some("2020".to_owned()), Some("2021".to_owned()), None]);
    let entry = &dossier.timeline.entries[0];
    let rules: Vec<_> =
        entry.tellings.iter().map(|one| (one.article, one.grounds.rule())).collect();
    assert_eq!(rules, [(0, "marked"), (1, "dated by another source")]);
    assert!(entry.tellings.iter().all(|one| one.when == entry.when) && !entry.contradicted);
}

#[test]
fn dates_that_contradict_each_other_are_said() {
    check(
        vec![
            article(
                "One",
                "2025-06-25",
                "Captain [Rosa Lindt|person] delivered the icebreaker [Polaris|system] to the [coast guard|organisation] in [Turku|place] on {24 June|2025-06-24}.",
            ),
            article(
                "Other",
                "2025-06-26",
                "Captain [Rosa Lindt|person] delivered the icebreaker [Polaris|system] to the [coast guard|organisation] in [Turku|place] on {25 June|2025-06-25}.",
            ),
        ],
        &[
            "2025-06-24! past 0+1 Captain Rosa Lindt delivered the icebreaker Polaris to the coast guard in Turku on 24 June.",
        ],
    );
}

#[test]
fn entries_stand_by_first_day_the_coarser_first_and_undated_ones_apart() {
    check(
        vec![article(
            "Order",
            "2025-01-01",
            "Quiet trade resumed.
            The port burned in {2025|2025}.
            ?The mayor once kept bees.
            A comet passed in {January|2025-01}.
            Poets gathered in {the 1980s|198X}.
            .Nothing is told here.",
        )],
        &[
            "198X past 0 Poets gathered in the 1980s.",
            "2025 past 0 The port burned in 2025.",
            "2025-01 past 0 A comet passed in January.",
            "2025-01-01 past 0 Quiet trade resumed.",
            "undated past 0 The mayor once kept bees.",
        ],
    );
}

#[test]
fn a_correction_of_one_telling_holds_for_the_entry() {
    let articles = || {
        vec![
            article(
                "A",
                "2020-02-01",
                "[Osk|organisation] bought the [Tern 3|system] glider plant in {2019|2019}.",
            ),
            article(
                "B",
                "2020-02-02",
                "[Osk|organisation] acquired the [Tern 3|system] glider plant in {2019|2019}.",
            ),
        ]
    };
    let plain = dossier(articles());
    let key = event_key(&plain.articles[1], 0);
    assert_eq!(event_keys(&plain.articles[1]), std::slice::from_ref(&key));
    let mut corrections = Corrections::default();
    corrections.when.insert(key.clone(), When::parse("2018-11").unwrap());
    corrections.status.insert(key.clone(), Status::Ongoing);
    let dossier = corrected(articles(), &corrections);
    let text = "Osk bought the Tern 3 glider plant in 2019.";
    assert_eq!(shown(&dossier), [format!("2018-11 ongoing 0+1 {text}")]);
    corrections.hidden.insert(key);
    assert!(shown(&corrected(articles(), &corrections)).is_empty());
}

#[test]
fn equal_sentences_have_keys_of_their_own() {
    let dossier = dossier(vec![article("A", "2020-02-01", "It rained.\nIt rained.")]);
    let keys = event_keys(&dossier.articles[0]);
    assert_ne!(keys[0], keys[1]);
    assert!(keys.iter().all(|key| key.len() == 12 + 1 + 8), "{keys:?}");
    assert_eq!(event_key(&dossier.articles[0], 9), "");
}

#[test]
fn the_timeline_is_filtered_by_entity_article_time_and_status() {
    let dossier = dossier(vec![
        article(
            "A",
            "2020-02-01",
            "[Türkiye|place|turkey] held a vote in {2014|2014}.\n~[Mali|place] will hold one in {2021|2021}.",
        ),
        article(
            "B",
            "2020-02-01",
            "Snow fell on [Turkey|place|turkey] in {2016|2016}.\n?It is old.",
        ),
    ]);
    let check = |filter: TimelineFilter, expected: &[&str]| {
        let entries = dossier.timeline.filter(&filter);
        let found: Vec<String> = entries
            .iter()
            .map(|entry| entry.when.as_ref().map_or_else(String::new, When::edtf))
            .collect();
        assert_eq!(found, expected, "{filter:?}");
    };
    let day = |text: &str| Some(text.parse().unwrap());
    let turkey = dossier.entity_named("turkiye").unwrap();
    assert_eq!(dossier.entities[turkey].name(), "Türkiye");
    assert_eq!(dossier.entity_named("TURKEY"), Some(turkey));
    assert_eq!(dossier.entity_named("atlantis"), None);
    check(TimelineFilter::default(), &["2014", "2016", "2021", ""]);
    check(
        TimelineFilter { entities: vec![turkey], ..TimelineFilter::default() },
        &["2014", "2016"],
    );
    check(TimelineFilter { articles: vec![1], ..TimelineFilter::default() }, &["2016", ""]);
    check(
        TimelineFilter { after: day("2016-06-01"), ..TimelineFilter::default() },
        &["2016", "2021"],
    );
    check(TimelineFilter { before: day("2016-01-01"), ..TimelineFilter::default() }, &["2014"]);
    let statuses = vec![Status::Planned];
    check(TimelineFilter { statuses, ..TimelineFilter::default() }, &["2021"]);
}

#[test]
fn two_plans_of_one_meeting_are_one_entry() {
    check(
        vec![
            article(
                "Morning",
                "2025-06-25",
                "~[Ida Holm|person] will ask [Olav Berg|person] {on Friday|2025-06-27} to lower the pier.
                ~[Rosa Lindt|person] will ask [Olav Berg|person] {on Friday|2025-06-27} for a ferry.",
            ),
            article(
                "Evening",
                "2025-06-25",
                "?[Olav Berg|person] owns the mill.
                ~[Ida Holm|person] is to meet him at the edge of the fair {on Friday|2025-06-27}.",
            ),
        ],
        &[
            "2025-06-27 planned 0+1 Ida Holm will ask Olav Berg on Friday to lower the pier.",
            "2025-06-27 planned 0 Rosa Lindt will ask Olav Berg on Friday for a ferry.",
            "undated past 1 Olav Berg owns the mill.",
        ],
    );
}

#[test]
fn a_plan_told_after_the_deed_contradicts_it() {
    let done = "[Nordwerk|organisation] sold the Tern glider plant in {May 2025|2025-05}.";
    let plan = "~[Nordwerk|organisation] will sell the Tern glider plant in {May 2025|2025-05}.";
    let both = |first: &'static str, second: &'static str| {
        vec![article("One", "2025-05-03", first), article("Two", "2025-05-20", second)]
    };
    check(
        both(done, plan),
        &["2025-05! past 0+1 Nordwerk sold the Tern glider plant in May 2025."],
    );
    check(
        both(plan, done),
        &["2025-05 past 0+1 Nordwerk will sell the Tern glider plant in May 2025."],
    );
}

#[test]
fn the_timeline_answers_what_is_typed() {
    let dossier = dossier(vec![
        article(
            "North",
            "2020-02-01",
            "[Mali|place] held a vote in {2014|2014}.
            ~[Mali|place] will hold one on {5 May|2021-05-05}.
            ?The old mill rotted.",
        ),
        article("South", "2020-02-01", "Snow fell on the mills in {June 2016|2016-06}."),
    ]);
    let today = "2026-01-01".parse().unwrap();
    let check = |typed: &str, expected: Option<&[&str]>| {
        let ids = dossier.entries_asked(typed, &TimelineFilter::default(), &[], today);
        let dates = ids.map(|ids| {
            let all = dossier.timeline.all().filter(|entry| ids.contains(entry.id()));
            all.map(|entry| entry.when.as_ref().map_or_else(String::new, When::edtf))
                .collect::<Vec<_>>()
        });
        let expected = expected.map(|dates| dates.iter().map(ToString::to_string).collect());
        assert_eq!(dates, expected, "{typed}");
    };
    check("", None);
    check("is:planned", Some(&["2021-05-05"]));
    check("is:overdue", Some(&["2021-05-05"]));
    check("is:undated", Some(&[""]));
    check("is:past -is:undated", Some(&["2014", "2016-06"]));
    check("precision:day precision:month", Some(&["2016-06", "2021-05-05"]));
    check("after:2015 before:2020", Some(&["2016-06"]));
    check("who:mali", Some(&["2014", "2021-05-05"]));
    check("in:south", Some(&["2016-06"]));
    check("-in:south mill", Some(&[""]));
    check("\"held a vote\"", Some(&["2014"]));
    check("around:2016 count:2", Some(&["2014", "2016-06"]));
    check("around:soon", Some(&[]));
}

/// What a typed name brings: each entry's date, none when nothing bears the name.
#[test]
fn a_typed_name_finds_what_it_takes_part_in() {
    let dossier = dossier(vec![article(
        "Tugs",
        "2024-05-02",
        "[Rosa Lindt|person] founded a mill in {2011|2011}.
        In {2012|2012} she sold it.
        Prices rose, Lindt said in {2013|2013}.
        .It rained.
        She died in {2014|2014}.
        Anna Lindt married in {2015|2015}.
        [Nordwerk|organisation] sold the first N40 in {2019|2019}.
        The company hired a crew in {2020|2020}.
        The new N40 tug sank off Oslo in {2021|2021}.
        [Nordwerk|organisation]'s harbour froze in {2022|2022}.
        The Royal Harbour Guard raised it in {2023|2023}.",
    )]);
    let check = |name: &str, expected: Option<&[&str]>| {
        let ids = dossier.entries_of(name);
        let dates = ids.map(|ids| {
            let all = dossier.timeline.entries.iter().filter(|entry| ids.contains(entry.id()));
            all.filter_map(|entry| entry.when.as_ref()).map(When::edtf).collect::<Vec<_>>()
        });
        let expected = expected.map(|dates| dates.iter().map(ToString::to_string).collect());
        assert_eq!(dates, expected, "{name}");
    };
    check("nordwerk", Some(&["2019", "2020"]));
    check("Rosa Lindt", Some(&["2011", "2012", "2013", "2014"]));
    check("Nordwerk N40", Some(&["2019", "2021"]));
    check("Nordwerk N41", None);
    check("Royal Harbuor Guard", Some(&["2023"]));
    check("Harbour Guard", Some(&["2023"]));
    check("Oslo Harbour Guard", Some(&[]));
    check("Atlantis", None);
}

/// The reader's word: what is the same, and what stands alone.
#[test]
fn the_reader_joins_and_parts_tellings() {
    let articles = || {
        vec![
            article("One", "2024-05-02", "The mill burnt down in {2019|2019}."),
            article("Two", "2024-05-03", "A fire took the old works in {2019-03|2019-03}."),
        ]
    };
    let keys: Vec<String> =
        dossier(articles()).timeline.entries.iter().map(|entry| entry.id().to_owned()).collect();
    let [one, two] = keys.as_slice() else { panic!("{keys:?}") };
    let mut corrections = Corrections::default();
    corrections.same.insert(one.clone(), two.clone());
    let found = shown(&corrected(articles(), &corrections));
    assert!(found.len() == 1 && found[0].starts_with("2019-03 past"), "{found:?}");
    corrections.same.clear();
    corrections.alone.insert(one.clone());
    assert_eq!(shown(&corrected(articles(), &corrections)).len(), 2);
}

#[test]
fn entries_around_a_day_are_the_nearest_ones() {
    let years = (2001..=2009).map(|year| format!("Snow fell in {{{year}|{year}}}.\n"));
    let dossier = dossier(vec![article("Snow", "", &years.collect::<String>())]);
    let check = |day: &str, count: usize, expected: &[&str]| {
        let around = dossier.timeline.around(day.parse().unwrap(), count);
        let found: Vec<String> =
            around.entries.iter().filter_map(|one| Some(one.when.as_ref()?.edtf())).collect();
        assert_eq!(found, expected, "{day}");
    };
    check("2005-06-01", 3, &["2004", "2005", "2006"]);
    check("1990-01-01", 2, &["2001", "2002"]);
    check("2030-01-01", 2, &["2008", "2009"]);
    check("2005-01-01", 0, &[]);
}

#[test]
fn two_outlets_telling_one_story_are_put_together() {
    let dossier = dossier(vec![
        article(
            "Halden bridge opens after nine years",
            "2026-05-04",
            "[Queen Ingrid|person] opened the [Halden bridge|place] on Sunday before some four thousand guests.
            The toll will be twelve crowns, the operator [Brovia|organisation] said.
            A choir of shipwrights sang.",
        ),
        article(
            "Market report",
            "2026-05-04",
            "Prices of herring fell in [Bergen|place].\n[Norfisk|organisation] blamed a warm spring for it.",
        ),
        article(
            "Queen opens new Halden bridge",
            "2026-05-05",
            "The [Halden bridge|place] was opened by [Queen Ingrid|person] with four thousand guests looking on.
            [Brovia|organisation], its operator, asks for a toll of twelve crowns.
            Cyclists complained about the steep ramp.",
        ),
        article(
            "Bridge inspected",
            "2027-03-01",
            "[Brovia|organisation] inspected the [Halden bridge|place], opened by [Queen Ingrid|person] before four thousand guests; the toll of twelve crowns stays.",
        ),
    ]);
    let stories = &dossier.stories;
    assert_eq!(stories.len(), 1, "{stories:?}");
    assert_eq!(stories[0].title, "Halden bridge opens after nine years");
    assert_eq!(stories[0].articles, [0, 2]);
    let cut = |article: usize, span: dateline::model::Span| {
        span.cut(&dossier.articles[article].article.text).chars().take(12).collect::<String>()
    };
    let shared: Vec<String> = stories[0].shared.iter().map(|&(at, span)| cut(at, span)).collect();
    assert_eq!(shared, ["Queen Ingrid", "The toll wil", "The Halden b", "Brovia, its "]);
    let only = |place: usize| -> Vec<String> {
        let spans = stories[0].only[place].iter();
        spans.map(|&span| cut(stories[0].articles[place], span)).collect()
    };
    assert_eq!(
        (only(0), only(1)),
        (vec!["A choir of s".to_owned()], vec!["Cyclists com".to_owned()])
    );
}

/// A telling cut out of a sentence after its subject names it all the same.
#[test]
fn a_clause_without_a_subject_keeps_that_of_its_sentence() {
    let text = "Ferry fares brought in 3 million crowns in 2029 and are expected to pass 4 million in 2033.";
    let span = Span::new(0, text.len());
    let article = Article {
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span }],
        ..Article::default()
    };
    let annotations = annotate(&article, When::parse("2031-05-13").ok().as_ref());
    let read = vec![Arc::new(AnnotatedArticle { article, annotations })];
    let shown = shown(&Dossier::build(read, &Corrections::default()));
    assert_eq!(
        shown,
        [
            "2029 past 0 Ferry fares brought in 3 million crowns in 2029",
            "2033 planned 0 Ferry fares … are expected to pass 4 million in 2033",
        ]
    );
}
