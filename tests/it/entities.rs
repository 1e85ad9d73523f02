//! Entities: found, typed and merged, on marked text.

use dateline::{
    annotate::annotate,
    model::{AnnotatedArticle, Article, Block, BlockKind, Origin, Span},
};
use proptest::prelude::*;

/// Annotates a text whose blocks stand apart by blank lines; `# ` heads a heading.
fn read(text: &str) -> AnnotatedArticle {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split("\n\n") {
        let kind = if part.len() < 90 && !part.ends_with(['.', '”', '"']) {
            BlockKind::Heading(2)
        } else {
            BlockKind::Paragraph
        };
        blocks.push(Block { kind, span: Span::new(at, at + part.len()) });
        at += part.len() + 2;
    }
    let origin = Origin { hash: "aa".into(), ..Origin::default() };
    let article = Article { text: text.to_owned(), blocks, origin, ..Article::default() };
    let annotations = annotate(&article, None);
    AnnotatedArticle { article, annotations }
}

/// Marks the mentions of a text: `[Riga|place]`.
fn marked(read: &AnnotatedArticle) -> String {
    let text = &read.article.text;
    let mut out = String::new();
    let mut end = 0;
    for mention in &read.annotations.mentions {
        out.push_str(Span::new(end, mention.span.start).cut(text));
        out.push('[');
        out.push_str(mention.span.cut(text));
        out.push('|');
        out.push_str(mention.kind.name());
        out.push(']');
        end = mention.span.end;
    }
    out.push_str(Span::new(end, text.len()).cut(text));
    out
}

/// The text without its marks.
fn plain(marked: &str) -> String {
    let mut out = String::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, after) = after.split_once(']').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(inside.split('|').next().unwrap_or_default());
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Every mention of the text is marked in `expected`, and no other.
fn check(expected: &[&str]) {
    let wrong: Vec<String> = expected
        .iter()
        .map(|expected| (expected, marked(&read(&plain(expected)))))
        .filter(|(expected, found)| *expected != found)
        .map(|(expected, found)| format!("expected {expected}\n   found {found}\n"))
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), expected.len(), wrong.join("\n"));
}

/// The entities of a text as `name = variant, variant`, sorted by first mention.
fn entities(text: &str) -> Vec<String> {
    let read = read(text);
    let entities = read.annotations.entities.iter();
    entities.map(|entity| format!("{} = {}", entity.name, entity.variants.join(", "))).collect()
}

fn check_entities(text: &str, expected: &[&str]) {
    assert_eq!(entities(text), expected, "{text}");
}

fn key(text: &str) -> String {
    read(text).annotations.entities.first().map(|entity| entity.key.clone()).unwrap_or_default()
}

#[test]
fn persons() {
    check(&[
        "[Ahmet Yılmaz|person] visited [Ghent|place] on Monday.",
        "[French|group] President [Claire Dubreuil|person] met Chancellor [Otto Lindqvist|person].",
        "“We are ready,” said [Marit Haugland|person], the chief executive of [Fjordkraft Systems|organisation].",
        "The talks were led by [Jan van den Broeck|person] and Dr. [Leyla Öztürk|person].",
        "Defence Minister [Tomasz Wrona|person] resigned. Later [Wrona|person] spoke to reporters.",
        "[Abdul al-Rashid|person] and [Hassan bin Talal|person] were there.",
        "Mr. [Brown|person] thanked Gen. [Olsen|person].",
        "The minister of foreign affairs, [Petra Novak|person], arrived late.",
        "[J. R. Hartley|person] wrote to [Mary-Ann O’Neill|person].",
        "[Thomas Van den Eynde|person] founded the firm. [Van den Eynde|person] left in 2019.",
        "[Ivana Kovač|person], 45, was elected mayor.",
        "[Dutch|group] Minister of Defence and Foreign Trade, [Els de Wit|person], signed.",
        "[US|place] Secretary of State [John Harlan|person] flew to [Oslo|place].",
        "[Karim Bennani|person]’s brother stayed in [Rabat|place].",
    ]);
}

#[test]
fn one_name_has_one_kind_in_a_text() {
    check(&[
        "[Otto Gleim|person] swam first. The crowd cheered Mrs. [Gleim|person] too. We saw [Gleim|person] land, and [Gleim|person] slept.",
        "I’ve read it, and so has she: I’m sure that they’d agree. It said I’ll see.",
    ]);
}

#[test]
fn organisations() {
    check(&[
        "The [Ministry of Defence|organisation] signed with [Nordvik Shipyards|organisation].",
        "[Kestrel Dynamics Ltd.|organisation] and [Muster GmbH|organisation] lost the bid.",
        "The drone maker [Aerolux|organisation] hired staff.",
        "She works for the [University of Tartu|organisation].",
        "The [Security and Defence Industry Federation|organisation] ([SDIF|organisation]) disagrees. [SDIF|organisation] is small.",
        "[Ghent University|organisation] opened a laboratory.",
        "The [Food and Agriculture Organization|organisation] warned of hunger.",
        "[Norwegian Air Force|organisation] crews trained in [Spain|place].",
        "A spokesman for [Turkish Airlines|organisation] declined to comment.",
        "The [European Commission|organisation] and the [UN|organisation] agreed.",
        "[Johnson & Hale|organisation] advised the buyer.",
        "Officials of the [Ministry of Industry and Technology|organisation] met in [Ankara|place].",
    ]);
}

#[test]
fn places_and_groups() {
    check(&[
        "The [Lisbon|place]-based firm moved to [Porto|place], [Portugal|place].",
        "Ships crossed the [Black Sea|place] and the [Strait of Hormuz|place].",
        "They fled the village of [Karvina Dolna|place] near [Ostrava|place].",
        "[Turkish|group] and [Greek|group] officials met in [The Hague|place].",
        "The [Israel|place]-[Iran|place] conflict worried [European|group] leaders.",
        "A [Franco|group]-[Italian|group] venture won.",
        "The road goes north and then west.",
        "The [Methodists|group] sang.",
        "[New Zealand|place] and the [United Arab Emirates|place] signed.",
        "Protests spread in [Kinshasa|place], the capital.",
        "[Lake Victoria|place] feeds the [Nile River|place].",
    ]);
}

#[test]
fn systems() {
    check(&[
        // Air.
        "[Greece|place] ordered 24 [F-35A|system] fighters and kept its [Rafale|system] jets.",
        "The [Vardan|system] fifth-generation fighter programme is late.",
        "Pilots flew the [Su-57|system] and [MiG-29|system] beside a [KC-46|system] tanker.",
        "Two [MQ-9s|system] crashed; the drones were old.",
        // Land.
        "The army fields the [Borsuk|system] IFV and [Leopard 2A7|system] tanks.",
        "Crews trained on the [Torvald|system] howitzer, a tracked vehicle.",
        "Armoured vehicles such as the [Grizol|system], [Marten|system] and [Kestrel|system] were shown beside tanks.",
        "The [Zubr Block-3|system] missile flew 300 km. The [Zubr|system] is new.",
        // Air defence.
        "[Spain|place] wants the [SAMP/T|system] and the [S-400|system] missile systems.",
        "Missiles (e.g., [Tarkan|system], [Bora|system] and [Yildirim|system]) were on show, as was a missile launcher.",
        "A national “[glass wall|system]” shield against missiles is planned.",
        // Navy.
        "The frigate [HMS Ardent|system] met the destroyer [Castellan|system] at sea.",
        "The navy ordered four [Type 31|system] frigates.",
        // Space.
        "The [Orlik-3|system] satellite was launched with an [Ariane 6|system] rocket.",
        // Classes, versions, lists and what is said of a name.
        "Two [Skarv-class|system] corvettes met the submarine [HMS Grebe|system].",
        "The [Corbie E|system] won; [Denmark|place] flies 30 [Corbie|system] jets.",
        "Crews fired two [Halberd 30|system] missiles and a [Morris 3|system].",
        "Two [JAS 41C/D|system] jets and four [Moth-2+|system] drones met [F-16C/Ds|system] over the sea.",
        "The navy fired an [Onagawa Type 12|system] missile and a [GBU-77/B|system] bomb.",
        "The radar is an [EL/M-9080S Green Heron|system]; [AN/TPQ-77|system] radars stand beside it.",
        "Boats of the [Type 412CD|system] and [Project 75(I)|system] are submarines for the army's coast.",
        "A [M9A2 SEPv4|system] tank, two [Halla III|system] tanks and a [Sedge Batch II|system] frigate came.",
        "The army bought the [Long Reach Strike Missile|system] and [Coastal Combat Craft|system].",
        "The long-range [Ferrand|system] and a [SEK-L|system] bomb are new, as are the missiles.",
        "The minelayer [Hebe|system] met the carrier [Saumur|system], which bore missiles.",
        "Two [Saab|organisation] [V-37|system] jets took off.",
        "The [Ostrich|system], a wheeled armoured drone, is cheap. The [Dunlin|system] is a light tank.",
    ]);
}

#[test]
fn model_numbers_of_goods_are_no_systems() {
    check(&[
        "The [Samsung|organisation] phone A52 has a better camera than the X200.",
        "He drove the M25 motorway in a C300 saloon car.",
        "Under-21 players meet at the grand hotel.",
        "The virus H5N1 spread.",
        "She bought a PS5 and an RTX4090 card.",
    ]);
}

#[test]
fn names_that_other_things_have_are_systems_among_arms() {
    check(&[
        "Beside tanks and howitzers stand the [Puma|system] and the [Boxer|system].",
        "Hunters with weapons and soldiers saw the [Puma|organisation] by day.",
    ]);
}

#[test]
fn money() {
    check(&[
        "Exports reached [$7.15 billion|money] and may pass [$8 billion|money].",
        "It cost [€40m|money], not [3 million euros|money].",
        "They paid [US$5-7 million|money] and [USD 12 bn|money].",
        "A price of [€40 to €50 million|money] was named.",
        "It won 3 games and 5 million fans.",
        "The fine was [2,500 pounds|money].",
        "He spent [500 lira|money] and [20 Turkish lira|money].",
        "[Seoul|place] owes [1.6 trillion won|money]. She won 3 million votes.",
        "It cost between [$3 and $4 million|money], or [Rs 500 crore|money].",
        "The yard asks [NOK 2.3 billion|money].",
        "It asks [EUR270 million|money], [USD1.5bn|money] or [R7 billion|money], not R7.",
        "They paid [R 345 million|money], [three thousand dollars|money] and [1,698,400 won|money].",
    ]);
}

#[test]
fn events() {
    check(&[
        "At the [NATO summit|event] in [Riga|place] they spoke of [DSEX 2027|event].",
        "[DSEX 2027|event], a defence exhibition, opened. [DSEX|event] is big.",
        "The [Battle of Narva|event] and the [Second World War|event] were lost.",
        "[Exercise Northern Shield|event] began on Friday.",
        "He ran in the [2024 presidential election|event].",
        "The [Lublin Security Forum|event] met again.",
        "The [World Cup|event] drew crowds.",
        "The summit was short.",
        "They spoke at the [Lake Como summit|event] and the [Trier summit|event].",
        "The [Vostrel-2027|event] drills and [Exercise Brave Defender 26|event] are next.",
        "Fans want the [2030 World Cup|event].",
        "In May 2024 the ministry closed.",
        "The [2027 Plovdiv Olympics|event] and the [2031 Aral Cup of Nations|event] follow.",
        "Drills came: [Brave Heron 24|event], [Danish|group] [Long Bow-2031B|event] and [Zenit 31-2|event].",
        "The [2011 Sendai earthquake|event] and the [Saltmark War of Independence|event] are taught.",
        "In 2023 [World Cup|event] fans came.",
    ]);
}

#[test]
fn an_apostrophe_that_is_a_letter_may_stand_alone() {
    check(&["ʼ", "The ʼ of ʼ 5 and ʼ.", "[Oslo|place] ʼ grew."]);
}

#[test]
fn plain_words_are_no_names() {
    check(&[
        "However, the plan failed. Several firms left. Exports rose.",
        "Meanwhile, Monday was quiet.",
        "I think we should go. Yes, we should.",
        "The President spoke. The Minister agreed.",
        "This is a test. Officials said nothing. Talks continue.",
        "Great service and friendly staff.",
    ]);
}

#[test]
fn an_acronym_of_a_concept_is_no_name() {
    check(&[
        "The Common Research Strategy (CRS) is new. The CRS was signed. Two more CRS papers follow.",
    ]);
}

#[test]
fn headlines() {
    check(&[
        "[Poland|place] and [Türkiye|place] Agree on Closer Defence Ties\n\n[Poland|place] and [Türkiye|place] met.",
        "TALKS IN [ANKARA|place] END\n\nThe talks in [Ankara|place] ended.",
        "[Haugland|person] Wins Again\n\n[Marit Haugland|person] won the vote.",
    ]);
}

#[test]
fn variants_are_merged() {
    check_entities("Türkiye signed. Turkey paid.", &["Türkiye = Türkiye, Turkey"]);
    check_entities(
        "President Emre Erdoğdu spoke. Erdoğdu left. Erdogdu came back. ERDOĞDU sang.",
        &["Emre Erdoğdu = Emre Erdoğdu, Erdoğdu, Erdogdu, ERDOĞDU"],
    );
    check_entities(
        "The United States and the U.S. and the US are one.",
        &["United States = United States, U.S., US"],
    );
    check_entities(
        "Eurolance GIE sells missiles. Eurolance is small.",
        &["Eurolance GIE = Eurolance GIE, Eurolance"],
    );
    check_entities(
        "The Baltic Maritime Agency (BMA) met. BMA staff left.",
        &["Baltic Maritime Agency = BMA, Baltic Maritime Agency"],
    );
    check_entities(
        "NATO and the North Atlantic Treaty Organization are one.",
        &["North Atlantic Treaty Organization = NATO, North Atlantic Treaty Organization"],
    );
    check_entities("An F-35 fighter and two F-35s flew.", &["F-35s = F-35, F-35s"]);
}

#[test]
fn an_office_stands_for_its_only_holder() {
    let text = "Latvian President Rudolf Elphberg spoke. The Latvian president left.";
    check_entities(
        text,
        &["Latvian = Latvian", "Rudolf Elphberg = Rudolf Elphberg, Latvian president"],
    );
    check(&[
        "[Latvian|group] President [Rudolf Elphberg|person] spoke. The [Latvian leader|person] left.",
        "[Latvian|group] President [Rudolf Elphberg|person] spoke. The [Estonian|group] president left.",
        "The [Latvian|group] president spoke.",
    ]);
}

#[test]
fn a_surname_with_two_bearers_joins_neither() {
    check_entities(
        "Anna Berger met Paul Berger. Berger smiled.",
        &["Anna Berger = Anna Berger", "Paul Berger = Paul Berger", "Berger = Berger"],
    );
}

#[test]
fn keys_match_over_documents_by_full_name_only() {
    assert_eq!(key("Turkey paid."), key("Türkiye paid."));
    assert_eq!(key("The EU agreed."), key("The European Union agreed."));
    assert_eq!(key("President Emre Erdoğdu spoke."), key("Emre Erdogdu, the president, spoke."));
    assert!(key("President Erdoğdu spoke.").starts_with('?'));
    assert_ne!(key("Turkish goods sell."), key("Turkey sells."));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_gives_sorted_mentions_inside_it(text in "(\\PC|[ \n\t]|[A-Z][a-z]{1,6} |[A-Z]{1,3}-?[0-9]{1,3}|the |of |“|”|’s |\\$[0-9.]{1,4}|\\(|\\)|, ){0,120}") {
        let read = read(&text);
        let mut end = 0;
        for mention in &read.annotations.mentions {
            prop_assert!(mention.span.start >= end);
            prop_assert!(!mention.span.cut(&text).trim().is_empty());
            prop_assert!(mention.entity < read.annotations.entities.len());
            prop_assert_eq!(read.annotations.entities[mention.entity].kind, mention.kind);
            end = mention.span.end;
        }
        let sentences = &read.annotations.sentences;
        prop_assert!(sentences.windows(2).all(|pair| pair[0].end <= pair[1].start));
        prop_assert!(sentences.iter().all(|sentence| !sentence.cut(&text).is_empty()));
    }
}
