//! What elements say about themselves: the words of tags, roles, classes and ids.
//!
//! The words are those that content systems of many vendors and languages
//! use; none belongs to one site.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::LazyLock,
};

use foldhash::{HashMap, HashMapExt};
use html5ever::local_name;
use scraper::node::Element;

use super::body_name::is_body_name;
use crate::model::RemovedKind;

/// How strongly an element says that it holds the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hint {
    /// It says nothing.
    #[default]
    None,
    /// `<main>` or its role.
    Main,
    /// `<article>` or its role.
    Article,
    /// A class or id such as `entry-content`.
    Named,
    /// `itemprop="articleBody"`.
    Body,
}

/// What an element says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Says {
    /// Whether it holds the article.
    pub(super) hint: Hint,
    /// Why its content isn't the article.
    pub(super) chrome: Option<RemovedKind>,
    /// Whether its content is a caption or a picture's credit.
    pub(super) caption: bool,
    /// Whether it is a card for another page: a box of link, title and provider.
    pub(super) card: bool,
    /// What else it says, a bit for each entry of [`MARKS`].
    pub(super) marks: u64,
}

/// Reads elements; remembers names, of which a page repeats few.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    names: HashMap<String, Says>,
    /// What tags with lists of classes say.
    listed: HashMap<String, Listed>,
    /// The tag and the classes that are looked up.
    key: String,
}

/// What a tag says, what its classes do, and the number that the two have.
#[derive(Clone, Copy, Debug)]
struct Listed {
    tag: Says,
    classes: Says,
    number: u64,
}

/// The attributes that an element speaks by.
#[derive(Clone, Copy, Debug, Default)]
struct Spoken<'a> {
    classes: &'a str,
    id: Option<&'a str>,
    role: Option<&'a str>,
    property: &'a str,
    hidden: bool,
}

impl<'a> Spoken<'a> {
    fn of(element: &'a Element) -> Self {
        let mut spoken = Self::default();
        for (name, value) in &element.attrs {
            let value: &str = value;
            match name.local {
                local_name!("class") => spoken.classes = value,
                local_name!("id") => spoken.id = Some(value),
                local_name!("role") => spoken.role = Some(value),
                local_name!("itemprop") => spoken.property = value,
                local_name!("hidden") => spoken.hidden = true,
                local_name!("aria-hidden") => spoken.hidden |= value == "true",
                local_name!("style") => {
                    spoken.hidden |= value.replace(' ', "").contains("display:none");
                }
                _ => {}
            }
        }
        spoken
    }
}

impl Vocabulary {
    /// What an element says by its tag, role, classes and id; and a number that
    /// elements of the same tag and classes share.
    pub(super) fn read(&mut self, element: &Element) -> (Says, u64) {
        let spoken = Spoken::of(element);
        let Listed { tag, classes, number } = self.listed(element.name(), spoken.classes);
        let own = Says { hint: tag.hint.max(hint(&spoken)), ..tag };
        let own = Says { chrome: tag.chrome.or_else(|| chrome_role(&spoken)), ..own };
        let mut says = both(own, classes);
        if let Some(id) = spoken.id {
            // No other element has it, so there is nothing to remember.
            says = both(says, by_name(id));
        }
        if matches!(
            element.name.local,
            local_name!("html")
                | local_name!("body")
                | local_name!("main")
                | local_name!("article")
        ) {
            says.chrome = None;
        }
        (says, number)
    }

    /// What a tag with a list of classes says. Digits in classes are passed over
    /// in its number, since they often count.
    fn listed(&mut self, tag: &str, list: &str) -> Listed {
        self.key.clear();
        self.key.extend([tag, " ", list]);
        if let Some(known) = self.listed.get(&self.key) {
            return *known;
        }
        let mut classes: Vec<&str> = list.split_ascii_whitespace().collect();
        classes.sort_unstable();
        classes.dedup();
        let says = classes.iter().fold(Says::default(), |says, name| both(says, self.name(name)));
        let mut names = classes.concat();
        names.retain(|character| !character.is_ascii_digit());
        let listed = Listed { tag: by_tag(tag), classes: says, number: number_of(tag, &names) };
        self.listed.insert(self.key.clone(), listed);
        listed
    }

    fn name(&mut self, name: &str) -> Says {
        if let Some(known) = self.names.get(name) {
            return *known;
        }
        let says = by_name(name);
        self.names.insert(name.to_owned(), says);
        says
    }
}

/// A number for a tag and its classes.
fn number_of(tag: &str, classes: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (tag, classes).hash(&mut hasher);
    hasher.finish()
}

/// The stronger hint and the first reason of the two.
fn both(one: Says, other: Says) -> Says {
    Says {
        hint: one.hint.max(other.hint),
        chrome: one.chrome.or(other.chrome),
        caption: one.caption || other.caption,
        card: one.card || other.card,
        marks: one.marks | other.marks,
    }
}

fn by_tag(tag: &str) -> Says {
    let hint = match tag {
        "article" => Hint::Article,
        "main" => Hint::Main,
        _ => Hint::None,
    };
    Says {
        hint,
        chrome: chrome_tag(tag),
        caption: matches!(tag, "figcaption" | "caption"),
        card: false,
        marks: mark_of_tag(tag),
    }
}

fn hint(spoken: &Spoken<'_>) -> Hint {
    match spoken.role {
        _ if spoken.property.contains("articleBody") => Hint::Body,
        Some("article") => Hint::Article,
        Some("main") => Hint::Main,
        _ => Hint::None,
    }
}

/// What one class name or id says, by its words and by each two in a row.
fn by_name(name: &str) -> Says {
    let words = Words::of(name);
    let hint = if is_body_name(name) { Hint::Named } else { Hint::None };
    let says = words.each(1).fold(Says { hint, ..Says::default() }, both);
    let chrome = says.chrome.or_else(|| words.each(2).find_map(|pair| pair.chrome));
    Says { chrome, ..says }
}

fn chrome_tag(tag: &str) -> Option<RemovedKind> {
    match tag {
        "nav" | "menu" | "footer" | "button" | "select" | "label" | "legend" => {
            Some(RemovedKind::Menu)
        }
        "form" | "dialog" => Some(RemovedKind::Consent),
        "aside" => Some(RemovedKind::Related),
        _ => None,
    }
}

fn chrome_role(spoken: &Spoken<'_>) -> Option<RemovedKind> {
    match spoken.role {
        Some(
            "navigation" | "search" | "menu" | "menubar" | "contentinfo" | "toolbar" | "tablist",
        ) => Some(RemovedKind::Menu),
        Some("dialog" | "alertdialog" | "alert") => Some(RemovedKind::Consent),
        Some("complementary") => Some(RemovedKind::Related),
        _ => spoken.hidden.then_some(RemovedKind::Other),
    }
}

/// The words of `relatedPosts__item-title`: related, posts, item, title.
#[derive(Debug, Default)]
struct Words {
    /// All of them, without what parts them.
    letters: String,
    /// Where each begins.
    starts: Vec<usize>,
}

impl Words {
    fn of(name: &str) -> Self {
        let mut words = Self::default();
        let mut open = false;
        let mut lower = false;
        for character in name.chars().take(80) {
            let letter = character.is_ascii_alphabetic();
            if letter && (!open || (lower && character.is_ascii_uppercase())) {
                words.starts.push(words.letters.len());
            }
            if letter {
                words.letters.push(character.to_ascii_lowercase());
            }
            open = letter;
            lower = character.is_ascii_lowercase();
        }
        words
    }

    /// What each so many in a row say.
    fn each(&self, count: usize) -> impl Iterator<Item = Says> {
        let ends = self.starts.iter().copied().chain([self.letters.len()]).skip(count);
        let runs = self.starts.iter().zip(ends);
        runs.filter_map(|(start, end)| WORDS.get(self.letters.get(*start..end)?).copied())
    }
}

/// Words of names that tell why an element isn't the article, one word or two
/// in a row.
const CHROME: [(RemovedKind, &str); 10] = [
    (
        RemovedKind::Share,
        "share sharing shares sharebar sharetools social socials addthis addtoany sharedaddy follow followus teilen partage partager compartir paylas delen condividi",
    ),
    (
        RemovedKind::Comments,
        "comment comments commentlist disqus respond kommentare commentaires yorum yorumlar comentarios commenti reacties livefyre",
    ),
    (
        RemovedKind::Related,
        "related relateds recommended recommendation recommendations recirc recirculation trending popular mostread mostpopular mostviewed outbrain taboola readmore readnext upnext seealso alsoread morenews morestories morefrom suggested similar sidebar teaser teasers promo verwandt lireaussi relacionadas relacionados correlati ilgili bookmark onebox latestnews rightrail jeg relatedposts jprelatedposts nextprev postnav prevnext",
    ),
    (
        RemovedKind::Consent,
        "newsletter newsletters subscribe subscription signup cookie cookies consent gdpr optin login signin register modal popup overlay lightbox",
    ),
    (
        RemovedKind::Advertisement,
        "ad ads adv advert adverts advertisement advertising adslot adunit sponsor sponsored dfp gpt werbung anzeige publicite publicidad reklam adsbygoogle",
    ),
    (
        RemovedKind::Menu,
        "nav navbar navigation menu submenu breadcrumb breadcrumbs footer toolbar topbar masthead pagination pager pagenavi tags taglist tagcloud tagged keywords sitemap toc skiplink skip etiquetas schlagworte",
    ),
    (
        RemovedKind::Byline,
        "byline bylines authorbox authorbio aboutauthor authorinfo postauthor articleauthor entryauthor",
    ),
    (
        RemovedKind::Date,
        "timestamp pubdate dateline publishdate publisheddate postdate entrydate articledate datepublished entrymeta postmeta articlemeta",
    ),
    (RemovedKind::Copyright, "copyright"),
    (
        RemovedKind::Other,
        "sronly visuallyhidden screenreader noprint hide tooltip widget widgets printonly",
    ),
];

/// Words of names of captions and pictures' credits.
const CAPTIONS: &str = "caption captions figcaption credit credits legende bildunterschrift imagecaption didascalia photocredit bildtext";

/// Words of names of cards for other pages.
const CARDS: &str = "bookmark card onebox linkpreview preview embed oembed";

/// What one word of a name says, and two in a row.
static WORDS: LazyLock<HashMap<&'static str, Says>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Says> = HashMap::new();
    for (kind, names) in CHROME {
        names.split(' ').for_each(|name| words.entry(name).or_default().chrome = Some(kind));
    }
    CAPTIONS.split(' ').for_each(|name| words.entry(name).or_default().caption = true);
    CARDS.split(' ').for_each(|name| words.entry(name).or_default().card = true);
    for (at, names) in MARKS.iter().enumerate() {
        let names = names.split(' ').filter(|name| !name.starts_with('<'));
        names.for_each(|name| words.entry(name).or_default().marks |= 1 << at);
    }
    words
});

/// How far up an ancestor's mark counts, in levels.
pub(super) const FAR: u8 = 20;

/// What elements may say of their content, by tag or by a word of a name: the
/// words of each mark.
pub(super) const MARKS: [&str; 39] = [
    "<p>",
    "<li> <dd> <dt>",
    "<ul> <ol> <dl>",
    "<table> <tr> <td> <tbody>",
    "<section>",
    "<article>",
    "<aside>",
    "<header>",
    "<footer>",
    "<nav> <menu>",
    "<form> <fieldset> <label> <button> <select>",
    "<figure> <figcaption>",
    "<blockquote>",
    "<main>",
    "<h1> <h2> <h3> <h4> <h5> <h6>",
    "<details> <summary>",
    "<address>",
    "<pre>",
    "author byline writer autor auteur autore yazar bio profile contributor avatar user username",
    "title headline heading titel titre titulo titolo baslik hed header",
    "lead lede intro summary standfirst dek abstract excerpt subtitle subheadline subhead spot ozet chapo chapeau vorspann kicker deck",
    "date time published timestamp datum fecha tarih posted updated",
    "tag tags topic topics category categories keyword keywords kategori label labels",
    "content body text copy main inhalt contenu contenido icerik",
    "article story post entry news haber artikel noticia blog",
    "item items list grid row tile tiles col column columns loop feed result results archive",
    "product price sku cart buy shop rating stars stock variant",
    "answer question reply thread message forum topic discussion posts",
    "image img photo gallery figure picture video media player slider carousel slide swiper",
    "hero banner cover jumbotron",
    "bottom end after below foot",
    "link links more read continue cta button btn",
    "box module block panel infobox inset factbox sidebar aside rail",
    "tab tabs accordion faq toggle collapse expand",
    "quote pullquote blockquote testimonial testimonials",
    "meta info details spec specs attributes properties data",
    "feature features service services section team about",
    "description desc overview",
    "review reviews comment comments",
];

/// The place among [`MARKS`] of `<article>`.
const ARTICLE: usize = 5;

/// Whether an element whose marks stand so many levels up is an `<article>`.
pub(super) fn is_article(marks: &[u8; MARKS.len()]) -> bool {
    marks[ARTICLE] == 0
}

/// The bits that a tag stands for.
static TAGS: LazyLock<HashMap<&'static str, u64>> = LazyLock::new(|| {
    let mut tags: HashMap<&str, u64> = HashMap::new();
    for (at, names) in MARKS.iter().enumerate() {
        let names = names.split(' ').filter_map(|name| name.strip_prefix('<')?.strip_suffix('>'));
        names.for_each(|name| *tags.entry(name).or_default() |= 1 << at);
    }
    tags
});

fn mark_of_tag(tag: &str) -> u64 {
    TAGS.get(tag).copied().unwrap_or_default()
}

/// How many levels up the nearest element with each mark stands, at most
/// [`FAR`], for an element that says `own` under one that counts `around`.
pub(super) fn levels(own: u64, around: Option<&[u8; MARKS.len()]>) -> [u8; MARKS.len()] {
    std::array::from_fn(|mark| {
        let outer = around.and_then(|around| around.get(mark)).map_or(FAR, |levels| levels + 1);
        if own & (1 << mark) != 0 { 0 } else { outer.min(FAR) }
    })
}
