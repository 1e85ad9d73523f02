//! Articles for measuring: sentences put together from small lists of our own,
//! in four raw forms (page dump, saved page, release, JSON line), the same for
//! the same number. They read like news and tell nothing.

const PEOPLE: [&str; 8] = [
    "Mira Holt",
    "Jonas Peeters",
    "Ayşe Demirtaş",
    "Luca Ferrante",
    "Elif Kaya",
    "Tom Verbeek",
    "Nadia Osman",
    "Piotr Zielny",
];
const OFFICES: [&str; 5] =
    ["Transport Minister", "Mayor", "Harbour Master", "Chief Executive", "Ambassador"];
const BODIES: [&str; 8] = [
    "Meridian Shipyards",
    "the Ministry of Transport",
    "Noordzee Lines",
    "the Port Authority",
    "Anadolu Rail",
    "the European Commission",
    "Kestrel Systems",
    "the Coast Guard",
];
const PLACES: [&str; 8] =
    ["Antwerp", "İzmir", "Ghent", "Ankara", "Rotterdam", "Trabzon", "Marseille", "Gdańsk"];
const THINGS: [&str; 8] = [
    "a new ferry terminal",
    "the K-40 patrol boat",
    "a radar station",
    "the second rail tunnel",
    "an order for 12 trams",
    "a grain contract worth $40 million",
    "the harbour bridge",
    "a training centre",
];
const DEEDS: [&str; 8] = [
    "opened",
    "announced",
    "postponed",
    "signed for",
    "inspected",
    "approved",
    "criticised",
    "sold",
];
const TIMES: [&str; 10] = [
    "last year",
    "on Monday",
    "in March 2024",
    "on 12 June 2025",
    "two weeks ago",
    "in 2019",
    "between 2005 and 2011",
    "this summer",
    "on the same day",
    "at the end of last month",
];
const CHROME: [&str; 6] = [
    "Home | News | Sport | Weather",
    "Share on social media",
    "Subscribe to our newsletter",
    "We use cookies. Accept all",
    "1,204 views",
    "© 2026 All rights reserved",
];

/// Numbers that look random and are the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap_or(0) % sides
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let at = self.roll(list.len());
        list.get(at).copied().unwrap_or_default()
    }
}

/// An article put together by chance.
pub(crate) struct Article {
    title: String,
    author: String,
    date: String,
    paragraphs: Vec<String>,
}

impl Article {
    /// The article of this number, with at least so many words.
    pub(crate) fn new(number: usize, words: usize) -> Self {
        let dice = &mut Dice(number as u64 + 1);
        let title = format!("{} and {}: report {number}", dice.pick(&PLACES), dice.pick(&THINGS));
        let (year, month, day) = (2017 + dice.roll(9), 1 + dice.roll(12), 1 + dice.roll(28));
        let mut paragraphs = Vec::new();
        let mut written = 0;
        while written < words {
            let sentences: Vec<_> = (0..3 + dice.roll(3)).map(|_| sentence(dice)).collect();
            let paragraph = sentences.join(" ");
            written += paragraph.split(' ').count();
            paragraphs.push(paragraph);
        }
        let date = format!("{year}-{month:02}-{day:02}");
        Self { title, author: dice.pick(&PEOPLE).to_owned(), date, paragraphs }
    }

    /// The extension and the text in one of the four forms.
    pub(crate) fn print(&self, form: usize) -> (&'static str, String) {
        match form {
            0 => ("txt", self.dump()),
            1 => ("html", self.page()),
            2 => ("json", self.release()),
            _ => ("jsonl", self.line()),
        }
    }

    fn dump(&self) -> String {
        let [menu, share, letter, cookies, views, rights] = CHROME;
        let body = self.paragraphs.join("\n\n");
        let (title, author, date) = (&self.title, &self.author, &self.date);
        format!(
            "{menu}\n\n{title}\n\nBy {author}\n{date}\n{views}\n{share}\n\n{body}\n\n{letter}\n{cookies}\n{rights}\n"
        )
    }

    fn page(&self) -> String {
        let [menu, share, ..] = CHROME;
        let body = format!("<p>{}</p>\n", self.paragraphs.join("</p>\n<p>"));
        let (title, author, date) = (&self.title, &self.author, &self.date);
        format!(
            "<!doctype html><html lang=en><head><title>{title}</title>\
             <meta property=\"article:published_time\" content=\"{date}T09:00:00Z\">\
             <meta name=author content=\"{author}\"></head><body><nav>{menu}</nav>\
             <article><h1>{title}</h1>\n{body}</article><div class=share>{share}</div>\
             <footer>© 2026</footer></body></html>"
        )
    }

    fn release(&self) -> String {
        let body = format!("<p>{}</p>", self.paragraphs.join("</p><p>"));
        serde_json::json!({
            "title": self.title, "body": body, "published_at": format!("{}T09:00:00Z", self.date),
            "author": {"name": self.author}, "language": "en",
        })
        .to_string()
    }

    fn line(&self) -> String {
        serde_json::json!({
            "id": self.title, "title": self.title, "text": self.paragraphs.join("\n\n"),
            "published": self.date, "author": self.author, "publisher": "The Measure",
        })
        .to_string()
    }
}

fn sentence(dice: &mut Dice) -> String {
    let (person, office, body) = (dice.pick(&PEOPLE), dice.pick(&OFFICES), dice.pick(&BODIES));
    let (place, thing, deed, time) =
        (dice.pick(&PLACES), dice.pick(&THINGS), dice.pick(&DEEDS), dice.pick(&TIMES));
    match dice.roll(5) {
        0 => format!("{office} {person} {deed} {thing} in {place} {time}."),
        1 => format!(
            "According to {body}, {thing} was {deed} {time}, and few in {place} were surprised."
        ),
        2 => format!("“We did not expect it,” {person} said {time} in {place}."),
        3 => {
            format!("{body} will have {deed} {thing} by 2027, {person} told reporters in {place}.")
        }
        _ => format!(
            "The matter of {thing} has been open since {body} and {place} disagreed {time}."
        ),
    }
}
