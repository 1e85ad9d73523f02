//! Notes at their boundary: anchors that find their place in a changed text,
//! logs that add up, acts that can be taken back.

use dateline::{
    fold::fold,
    model::{
        AddedEvent, Article, ArticleMarks, Correction, EntityCorrection, EntityRole, Span, Status,
        When,
    },
    note::{
        Act, ArticleKey, Colour, Haystack, Note, NoteAnchor, Notebook, ParsedLog, Place, Record,
    },
};
use proptest::prelude::*;

fn article(text: &str) -> Article {
    Article { text: text.to_owned(), ..Article::default() }
}

/// Splits `one [two] three` into its text and the marked span.
fn marked(text: &str) -> (String, Span) {
    let start = text.find('[').expect("a mark");
    let end = text.find(']').expect("a mark's end") - 1;
    (text.replacen(['[', ']'], "", 2), Span::new(start, end))
}

/// The words a note on the marked part of `before` stands on in `after`; its
/// marks are where it should stand. No marks: nowhere.
fn check(before: &str, after: &str) {
    let (old, span) = marked(before);
    let anchor = NoteAnchor::make(&article(&old), span);
    let (text, wanted) = if after.contains('[') {
        let (text, span) = marked(after);
        (text, Some(span))
    } else {
        (after.to_owned(), None)
    };
    let found = anchor.find(&article(&text));
    assert_eq!(
        found.map(|span| span.cut(&text)),
        wanted.map(|span| span.cut(&text)),
        "{before:?} in {after:?}"
    );
    assert_eq!(found, wanted, "{before:?} in {after:?}");
}

/// Words of no sense, each of them another one.
fn chatter(from: u64, count: u64) -> String {
    let word = |number: u64| format!("{:x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40);
    (from + 1..=from + count).map(word).collect::<Vec<_>>().join(" ")
}

const SALT: &str = "The salt works closed in spring. [Nobody in the valley had seen it coming], \
                    said the baker, and the mill stood still. Snow fell late.";

#[test]
fn a_note_stays_where_nothing_changed() {
    check(SALT, SALT);
    check("[a] a a a", "[a] a a a");
    check("a a [a] a", "a a [a] a");
    check("[whole]", "[whole]");
}

#[test]
fn a_note_moves_with_its_words() {
    check(
        SALT,
        "Menu\nSign in\n\nThe salt works closed in spring. [Nobody in the valley had seen it \
         coming], said the baker.",
    );
    check(
        SALT,
        "Snow fell late.\n\nNew words all round. [Nobody in the valley had seen it coming]",
    );
}

#[test]
fn spelling_of_spaces_quotes_and_dashes_does_not_count() {
    check(
        "They called it [a “slow – very slow” thaw,   all told] in May.",
        "They called it [a \"slow - very slow\"\n\nthaw, all told] in May.",
    );
    check("Then Ayşe [Gündoğdu] spoke.", "Then Ays\u{327}e [Gu\u{308}ndog\u{306}du] spoke.");
    check(
        "The har\u{ad}bour [master’s office] shut.",
        "The harbour [master's of\u{200b}fice] shut.",
    );
    check("see the [end…] there", "see the [end...] there");
    check("see the [end...] there", "see the [end…] there");
    // The white space at a quote's ends is its context's.
    check("so a[ - b c ]d d", "Menu\n\nso a [- b c] d d");
}

#[test]
fn a_changed_quote_is_found_by_what_is_left() {
    check(
        SALT,
        "The salt works closed in spring. [Nobody in the whole valley had seen this coming], said \
         the baker, and the mill stood still. Snow fell late.",
    );
    check(
        SALT,
        "The salt works closed in spring. [Nobody in the valley (see photo) had seen it coming], \
         said the baker, and the mill stood still.",
    );
}

#[test]
fn context_decides_between_equals() {
    check(
        "In April the [Mirador] sailed. In June the Mirador sank.",
        "In short: the Mirador is gone. In April the [Mirador] sailed. In June the Mirador sank.",
    );
    check(
        "In April the Mirador sailed. In June the [Mirador] sank.",
        "The Mirador, again. In April the Mirador sailed. In June the [Mirador] sank.",
    );
}

#[test]
fn what_is_gone_is_an_orphan() {
    check(SALT, "The salt works closed in spring. Snow fell late.");
    check(SALT, "Something else altogether was printed here about boats and their owners.");
    check("In April the [Mirador] sailed.", "A hotel called Mirador opened its doors.");
    check(SALT, "");
}

#[test]
fn two_equal_places_are_not_guessed_between() {
    let (old, span) =
        marked("A line before it. [The bell rang twice that night.] A line after it.");
    let anchor = NoteAnchor::make(&article(&old), span);
    let text = "x The bell rang twice that night. y\n\nz The bell rang twice that night. w";
    assert!(
        matches!(Haystack::of(text).place(&anchor), Place::Ambiguous(places) if places.len() == 2)
    );
}

#[test]
fn a_note_is_not_put_on_a_twin_that_is_left() {
    let caption = "Grain ship Aurora leaves Odde in May.";
    let filler = "Nobody on the quay had slept much, and the cook least of all. ".repeat(4);
    let of = |first: &str, second: &str| format!("{first}\n{filler}\n{second}\n{filler}");
    let own = format!("[{caption}]");
    check(&of(caption, &own), &of(caption, &own));
    check(&of(caption, &own), &of(&caption.replace("May", "June"), &own));
    check(&of(caption, &own), &of(caption, "They said no more."));
    check(&of(&own, caption), &of("They said no more.", caption));
    check(&of(&own, caption), &format!("New. {}", of(&own, caption)));
    check(&of(&own, caption), &of(&own, "They said no more."));
}

#[test]
fn a_note_is_not_put_on_any_of_many_lines_that_are_like_its_own() {
    let places = [
        ("Odde", 3, "north"),
        ("Sarn", 10, "harbour"),
        ("Velm", 8, "moor"),
        ("Tirrup", 6, "east"),
        ("Kesh", 4, "lake"),
        ("Lorne", 11, "valley"),
        ("Mavik", 9, "ridge"),
        ("Brode", 7, "west"),
        ("Quill", 5, "delta"),
        ("Hask", 12, "coast"),
    ];
    let weather = places.map(|(town, warm, from)| {
        format!("{town} had {warm} degrees and rain at noon, with some wind from the {from}.")
    });
    // The lines that are left, the note's own marked, with words of no sense between them.
    let left = |own: usize, gone: &[usize]| {
        let line = |at: usize, words: &String| match at {
            _ if gone.contains(&at) => String::new(),
            _ if at == own => format!("[{words}]\n"),
            _ => format!("{words}\n"),
        };
        let lines = (0..).zip(&weather);
        let lines = lines.map(|(at, words)| line(at, words) + &chatter(at as u64 * 40, 10) + ".\n");
        lines.collect::<String>()
    };
    for own in 0..weather.len() {
        let next = (own + 1) % weather.len();
        check(&left(own, &[]), &left(own, &[own]));
        check(&left(own, &[]), &left(own, &[own, next]));
        check(&left(own, &[]), &left(own, &[next]));
    }
}

#[test]
fn what_stands_further_away_tells_twins_apart() {
    let bread = "Rye loaf: knead it well, let it rest for an hour under a cloth, then bake it.";
    let marked = format!("[{bread}]");
    let day = |from: u64, bread: &str| {
        let (before, after) = (chatter(from, 60), chatter(from + 60, 60));
        format!("{before}.\n\nBread of the day\n{bread}\nServe it with butter.\n{after}.\n\n")
    };
    let monday = |bread: &str| day(0, bread);
    let friday = |bread: &str| day(500, bread);
    let before = monday(&marked) + &friday(bread);
    check(&before, &(friday(bread) + &monday(&marked)));
    check(&before, &(monday(&marked) + &friday("None.")));
    check(&before, &(monday("None.") + &friday(bread)));
    check(&before, &("New.\n".repeat(40) + &monday("None.") + &friday(bread)));
    check(&before, &("New.\n".repeat(40) + &monday(&marked) + &friday(bread)));
    // Once all that stood around is gone, nothing tells them apart.
    check(&before, &format!("{bread}\n{bread}"));
}

#[test]
fn what_stands_nearest_tells_which_of_two_twins_has_moved() {
    let caption = "The pier of Odde at dusk, seen from the lamp on the hill.";
    let marked = format!("[{caption}]");
    let pictures = |first: &str, second: &str| {
        let (before, after) = (chatter(0, 90), chatter(90, 90));
        format!("{before}.\nPicture 1 of 2\n{first}\nPicture 2 of 2\n{second}\n{after}.\n")
    };
    check(&pictures(&marked, caption), &(pictures("", caption) + &marked));
    check(&pictures(caption, &marked), &(pictures(caption, "") + &marked));
    check(&pictures(&marked, caption), &pictures("They said no more.", caption));
    check(&pictures(caption, &marked), &pictures(caption, "They said no more."));
    check(&pictures(&marked, caption), &(pictures(&marked, "") + caption));
}

#[test]
fn another_line_in_a_notes_place_is_not_taken_for_it_while_its_words_stand_elsewhere() {
    let around = |line: &str| {
        let (before, after) = (chatter(0, 60), chatter(60, 60));
        format!(
            "{before}.\nLamps for the winter path\n{line}\nBatteries are sold at the mill.\n{after}.\n"
        )
    };
    let own = "The Petrel lamp costs 130 crowns, weighs 90 grams and shines red at night.";
    let other = "The Curlew lamp costs 60 crowns, weighs 74 grams and shines red at night.";
    // What stands in its place has become another line, or was another one.
    check(&around(&format!("[{own}]")), &(around(other) + own));
    check(
        &around(&format!("[{own}]")),
        &around(other).replace("The Curlew", "[The Petrel").replace("night.", "night.]"),
    );
}

#[test]
fn a_quote_that_repeats_itself_is_found_by_its_letters() {
    check("oh no [no no no] no no no, he said", "Menu\n\noh no [no no no] no no no, he said");
    check("oh no no no [no no no] no, he said", "Menu\n\noh no no no [no no no] no, he said");
}

/// How many notes on sentences of a text are found in another one, in which some
/// of them are left with a word changed.
fn check_company(notes: u64, left: u64, wanted: usize) {
    let text = (0..notes).map(|number| chatter(number * 20, 20) + ".\n").collect::<String>();
    let anchors: Vec<NoteAnchor> = (0..notes)
        .map(|number| {
            let sentence = chatter(number * 20, 20);
            let start = text.find(&sentence).unwrap();
            NoteAnchor::quoting(&article(&text), Span::new(start, start + sentence.len()))
        })
        .collect();
    let changed =
        |number: u64| chatter(number * 20, 9) + " salt " + &chatter(number * 20 + 10, 10) + ".\n";
    let after = chatter(5000, 20) + ".\n" + &(0..left).map(changed).collect::<String>();
    let places = Haystack::of(&after).places(&anchors.iter().collect::<Vec<_>>());
    let found = places.into_iter().filter_map(Place::found).count();
    assert_eq!(found, wanted, "{left} of {notes} left");
}

#[test]
fn what_is_left_of_a_text_that_has_become_another_must_leave_no_doubt() {
    check_company(2, 1, 1);
    check_company(8, 8, 8);
    check_company(8, 1, 0);
}

#[test]
fn notes_around_tell_which_of_two_equal_places_is_meant() {
    let bell = "The bell rang twice that night.";
    let day = |name: &str| {
        format!(
            "{name} came. As on all other nights of that year. {bell} And nobody knew who did it, or why.\n\n"
        )
    };
    let days = ["Anna", "Bertil", "Cecilia", "David"].map(day).concat();
    let noted = ["Bertil came", "Cecilia came", "David came", bell].map(|quote| {
        // The last note stands on the second ringing.
        let from = if quote == bell { days.find("Bertil").unwrap() } else { 0 };
        let start = from + days[from..].find(quote).unwrap();
        NoteAnchor::quoting(&article(&days), Span::new(start, start + quote.len()))
    });
    let after = format!("{}{days}", "Home\nSign in\nMost read today\n\n".repeat(2));
    let start = after.find("Bertil").unwrap();
    let start = start + after[start..].find(bell).unwrap();
    let haystack = Haystack::of(&after);
    assert!(matches!(haystack.place(&noted[3]), Place::Ambiguous(_)));
    let together = haystack.places(&noted.each_ref()).pop();
    assert_eq!(together, Some(Place::Found(Span::new(start, start + bell.len()))));
}

#[test]
fn a_long_changed_quote_is_found_by_its_ends() {
    let words = |from: usize, to: usize| -> String {
        (from..to).map(|n| format!("word{n} of {} ", n * 7919 % 1000)).collect()
    };
    let before = format!("Before it. [{}] After it.", words(0, 400).trim());
    let after = format!(
        "Before it. [{} and something new {}] After it.",
        words(0, 200).trim(),
        words(200, 400).trim()
    );
    check(&before, &after);
}

/// Failures are kept as tests of their own, not in files.
fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() }
}

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            4 => "[a-zA-Z]{1,9}",
            1 => "[ğüşıöçİĞÜŞÖÇéàñ]{1,6}",
            1 => "[“”‘’\"'–—-]",
            1 => "[一-鿿]{1,4}",
            1 => "[ء-ي]{1,6}",
            1 => Just("👍🏽".to_owned()),
            1 => "[0-9.,]{1,4}",
            1 => Just("\n\n".to_owned()),
        ],
        1..60,
    )
    .prop_map(|words| words.join(" "))
}

/// A text and a span of it on character boundaries, not empty.
fn text_and_span() -> impl Strategy<Value = (String, Span)> {
    (any_text(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(
        |(text, one, other)| {
            let mut bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            bounds.push(text.len());
            let start = one.index(bounds.len() - 1);
            let end = start + 1 + other.index(bounds.len() - 1 - start);
            let span = Span::new(bounds[start], bounds[end]);
            (text, span)
        },
    )
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn make_then_find_gives_the_span_back((text, span) in text_and_span()) {
        let article = article(&text);
        prop_assert_eq!(NoteAnchor::make(&article, span).find(&article), Some(span));
    }

    #[test]
    fn a_new_beginning_moves_the_span_or_leaves_it_open((text, span) in text_and_span()) {
        let anchor = NoteAnchor::make(&article(&text), span);
        let longer = format!("Menu\n\n{text}");
        if let Some(found) = anchor.find(&article(&longer)) {
            prop_assert_eq!(fold(found.cut(&longer)), fold(span.cut(&text)));
        }
    }

    #[test]
    fn straightened_quotes_and_rewrapped_lines_lose_nothing((text, span) in text_and_span()) {
        let words = span.cut(&text);
        prop_assume!(words.chars().filter(|c| c.is_alphabetic()).count() > 20);
        let change = |text: &str| {
            text.replace(['“', '”'], "\"").replace(['‘', '’'], "'").replace(['–', '—'], "-").replace("\n\n", "\n")
        };
        let anchor = NoteAnchor::make(&article(&text), span);
        let changed = change(&text);
        let found = anchor.find(&article(&changed)).map(|span| span.cut(&changed).trim().to_owned());
        prop_assert_eq!(found, Some(change(words).trim().to_owned()));
    }
}

fn key(number: usize) -> ArticleKey {
    ArticleKey {
        hash: format!("hash{number}"),
        url: number.is_multiple_of(2).then(|| format!("https://example.org/{number}")),
        file: format!("{number}.txt"),
    }
}

fn note(number: usize, on: usize, text: &str) -> Note {
    Note {
        id: format!("n{number}"),
        article: key(on),
        anchor: NoteAnchor { quote: "words".into(), ..NoteAnchor::default() },
        colour: Colour::ALL[number % 5],
        text: text.to_owned(),
        tags: vec![],
        created: format!("2026-01-{:02}T00:00:00Z", number % 28 + 1),
        modified: "2026-02-01T00:00:00Z".into(),
    }
}

fn any_correction() -> impl Strategy<Value = Correction> {
    let when =
        prop_oneof![Just("2017"), Just("2018-05")].prop_map(|text| When::parse(text).unwrap());
    let event = || (0..3_usize).prop_map(|number| format!("event{number}"));
    prop_oneof![
        when.clone().prop_map(|when| Correction::Published { when }),
        (event(), when).prop_map(|(event, when)| Correction::EventWhen { event, when }),
        (event(), prop_oneof![Just(Status::Past), Just(Status::Planned)])
            .prop_map(|(event, status)| Correction::EventStatus { event, status }),
        (event(), any::<bool>())
            .prop_map(|(event, hidden)| Correction::EventHidden { event, hidden }),
        (event(), event()).prop_map(|(event, other)| Correction::EventSame { event, other }),
        event().prop_map(|event| Correction::EventAlone { event }),
        (event(), prop_oneof![Just(EntityRole::Hidden), Just(EntityRole::AsRead)])
            .prop_map(|(entity, role)| Correction::Entity(EntityCorrection { entity, role })),
        (event(), prop_oneof![Just(Status::Past), Just(Status::Planned)]).prop_map(
            |(sentence, status)| {
                let when = When::parse("2019-02").unwrap();
                Correction::EventAdded(AddedEvent { sentence, when, status })
            }
        ),
    ]
}

fn any_act() -> impl Strategy<Value = Act> {
    let article = || (0..4_usize).prop_map(key);
    prop_oneof![
        3 => (0..6_usize, 0..4_usize, "[a-z]{0,3}")
            .prop_map(|(number, on, text)| Act::Note { note: note(number, on, &text) }),
        1 => (0..6_usize).prop_map(|number| Act::Remove { note: format!("n{number}") }),
        1 => (article(), any::<bool>()).prop_map(|(article, on)| Act::Read { article, on }),
        1 => (article(), any::<bool>()).prop_map(|(article, on)| Act::Star { article, on }),
        1 => (article(), "[ab]", any::<bool>())
            .prop_map(|(article, tag, on)| Act::Tag { article, tag, on }),
        2 => (article(), any_correction(), any::<bool>())
            .prop_map(|(article, correction, on)| Act::Correct { article, correction, on }),
    ]
}

fn any_records() -> impl Strategy<Value = Vec<Record>> {
    prop::collection::vec(any_act(), 0..40).prop_map(|acts| {
        let record = |(number, act)| Record {
            id: format!("r{number:03}"),
            time: format!("2026-01-01T00:00:{:02}Z", number % 60),
            act,
        };
        acts.into_iter().enumerate().map(record).collect()
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_act_and_its_inverse_change_nothing(records in any_records(), act in any_act()) {
        let before = Notebook::replay(records.clone());
        let mut after = before.clone();
        let inverse = before.inverse(&act);
        let record = |act| Record { id: "r".into(), time: "2026-03-01T00:00:00Z".into(), act };
        after.apply(&record(act));
        if let Some(inverse) = inverse {
            prop_assert_ne!(&after, &before);
            after.apply(&record(inverse));
        }
        prop_assert_eq!(after, before);
    }

    #[test]
    fn replaying_is_applying_one_by_one(records in any_records()) {
        let mut one_by_one = Notebook::default();
        for record in &records {
            one_by_one.apply(record);
        }
        prop_assert_eq!(Notebook::replay(records.clone()), one_by_one);
    }

    #[test]
    fn merged_logs_are_the_same_whichever_comes_first(
        records in any_records(),
        at in any::<prop::sample::Index>(),
        overlap in 0..5_usize,
    ) {
        let cut = at.index(records.len() + 1);
        let lines = |records: &[Record]| {
            records.iter().map(|record| record.to_line() + "\n").collect::<String>()
        };
        let one = lines(&records[..cut]);
        let other = lines(&records[cut.saturating_sub(overlap)..]);
        let there = ParsedLog::parse(&(one.clone() + &other));
        let back = ParsedLog::parse(&(other.clone() + &one));
        prop_assert_eq!(&there, &back);
        prop_assert_eq!(&there.records, &records);
        let union = ParsedLog::union([ParsedLog::parse(&other), ParsedLog::parse(&one)]);
        prop_assert_eq!(union, there);
    }

    #[test]
    fn a_log_cut_anywhere_keeps_its_whole_lines(records in any_records(), at in any::<prop::sample::Index>()) {
        let log: String = records.iter().map(|record| record.to_line() + "\n").collect();
        prop_assume!(!log.is_empty());
        let cut = at.index(log.len());
        let log = &log[..cut];
        let parsed = ParsedLog::parse(log);
        prop_assert!(parsed.records.len() >= log.matches('\n').count());
        prop_assert_eq!(parsed.problems, vec![]);
        prop_assert_eq!(&parsed.records, &records[..parsed.records.len()]);
    }
}

#[test]
fn notes_and_marks_are_found_by_content_address_or_file() {
    let mut notebook = Notebook::default();
    let record = |id: &str, act| Record { id: id.into(), time: "2026-01-01T00:00:00Z".into(), act };
    notebook.apply(&record("r1", Act::Note { note: note(1, 2, "see") }));
    notebook.apply(&record("r2", Act::Star { article: key(2), on: true }));
    let found = |hash: &str, url: &str, file: &str| {
        let mut article = article("");
        article.origin.hash = hash.into();
        article.origin.file = file.into();
        article.metadata.url = Some(url.into());
        let shelves = notebook.shelves([&article]);
        (shelves.of[0].len(), shelves.marks().remove(0))
    };
    let said = ["see".to_owned()].into_iter().collect();
    let counts =
        ArticleMarks { notes: 1, highlights: 1, remarks: 1, said, ..ArticleMarks::default() };
    let starred = ArticleMarks { starred: true, ..counts };
    for (hash, url, file) in [
        ("hash2", "", "elsewhere"),
        ("changed", "https://example.org/2", "elsewhere"),
        ("changed", "https://example.org/other", "2.txt"),
    ] {
        assert_eq!(found(hash, url, file), (1, starred.clone()), "{hash} {url} {file}");
    }
    assert_eq!(found("", "", ""), (0, ArticleMarks::default()));
}

#[test]
fn marks_find_a_changed_file_whose_path_is_written_otherwise() {
    let key =
        |hash: &str, file: &str| ArticleKey { hash: hash.into(), url: None, file: file.into() };
    let record = |act| Record { id: "r".into(), time: "2026-01-01T00:00:00Z".into(), act };
    let mut notebook = Notebook::default();
    notebook.apply(&record(Act::Read { article: key("old", "./b.txt"), on: true }));
    notebook.apply(&record(Act::Star { article: key("other", "./c.txt"), on: true }));
    let [mut one, mut other] = [article(""), article("")];
    (one.origin.hash, one.origin.file) = ("new".into(), "/home/me/news/b.txt".into());
    (other.origin.hash, other.origin.file) = ("newer".into(), "/home/me/news/d.txt".into());
    let read = |notebook: &Notebook| {
        let shelves = notebook.shelves([&other, &one]);
        let key = shelves.marked_as(1, ArticleKey::of(&one));
        (shelves.marks().iter().map(|marks| marks.read).collect::<Vec<_>>(), key)
    };
    let (marks, called) = read(&notebook);
    assert_eq!((marks, &called), (vec![false, true], &key("new", "./b.txt")));
    let unread = Act::Read { article: called, on: false };
    assert!(matches!(notebook.inverse(&unread), Some(Act::Read { on: true, .. })));
    notebook.apply(&record(unread));
    assert_eq!(read(&notebook).0, [false, false]);
}

#[test]
fn a_note_belongs_to_one_article_of_several() {
    let notebook = Notebook::replay([Record {
        id: "r1".into(),
        time: "2026-01-01T00:00:00Z".into(),
        act: Act::Note { note: note(1, 2, "see") },
    }]);
    let mut copy = article("");
    copy.metadata.url = key(2).url;
    let mut own = copy.clone();
    own.origin.hash = "hash2".into();
    let shelves = notebook.shelves([&copy, &own]);
    assert_eq!((shelves.of[0].len(), shelves.of[1].len(), shelves.homeless.len()), (0, 1, 0));
    assert_eq!(notebook.shelves([]).homeless.len(), 1);
}
