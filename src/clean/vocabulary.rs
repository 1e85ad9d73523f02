//! What elements say about themselves: the words of tags, roles, classes and ids.
//!
//! The words are those that content systems of many vendors and languages
//! use; none belongs to one site.

use std::{collections::HashMap, sync::LazyLock};

use scraper::node::Element;

use super::body_name::is_body_name;
use crate::{
    ingest::{attribute, classes},
    model::RemovedKind,
};

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

/// Reads elements; remembers class names, of which a page repeats few.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    names: HashMap<String, Says>,
}

impl Vocabulary {
    /// What an element says by its tag, role, classes and id.
    pub(super) fn read(&mut self, element: &Element) -> Says {
        let mut says = by_tag(element);
        for name in classes(element).into_iter().chain(attribute(element, "id")) {
            says = both(says, self.name(name));
        }
        if matches!(element.name(), "html" | "body" | "main" | "article") {
            says.chrome = None;
        }
        says
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

fn by_tag(element: &Element) -> Says {
    let tag = element.name();
    Says {
        hint: hint(element),
        chrome: chrome_tag(tag).or_else(|| chrome_role(element)),
        caption: matches!(tag, "figcaption" | "caption"),
        card: false,
        marks: mark_of_tag(tag),
    }
}

fn hint(element: &Element) -> Hint {
    if attribute(element, "itemprop").is_some_and(|value| value.contains("articleBody")) {
        return Hint::Body;
    }
    match (element.name(), attribute(element, "role")) {
        ("article", _) | (_, Some("article")) => Hint::Article,
        ("main", _) | (_, Some("main")) => Hint::Main,
        _ => Hint::None,
    }
}

/// What one class name or id says, by its words and by each two in a row.
fn by_name(name: &str) -> Says {
    let words = words(name);
    let mut pairs = words.windows(2).map(<[String]>::concat);
    let chrome = words
        .iter()
        .find_map(|word| by_word(word))
        .or_else(|| pairs.find_map(|pair| by_word(&pair)));
    Says {
        hint: if is_body_name(name) { Hint::Named } else { Hint::None },
        chrome,
        caption: words.iter().any(|word| is_caption_word(word)),
        card: words.iter().any(|word| is_card_word(word)),
        marks: words.iter().map(|word| mark_of_word(word)).fold(0, |all, mark| all | mark),
    }
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

fn chrome_role(element: &Element) -> Option<RemovedKind> {
    let hidden = attribute(element, "aria-hidden") == Some("true")
        || attribute(element, "hidden").is_some()
        || attribute(element, "style")
            .is_some_and(|style| style.replace(' ', "").contains("display:none"));
    match attribute(element, "role") {
        Some(
            "navigation" | "search" | "menu" | "menubar" | "contentinfo" | "toolbar" | "tablist",
        ) => Some(RemovedKind::Menu),
        Some("dialog" | "alertdialog" | "alert") => Some(RemovedKind::Consent),
        Some("complementary") => Some(RemovedKind::Related),
        _ => hidden.then_some(RemovedKind::Other),
    }
}

/// The words of `relatedPosts__item-title`: related, posts, item, title.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    let mut lower = false;
    for character in name.chars().take(80) {
        let letter = character.is_ascii_alphabetic();
        if letter && (!open || (lower && character.is_ascii_uppercase())) {
            words.push(String::with_capacity(16));
        }
        if let Some(word) = words.last_mut().filter(|_| letter) {
            word.push(character.to_ascii_lowercase());
        }
        open = letter;
        lower = character.is_ascii_lowercase();
    }
    words
}

fn by_word(word: &str) -> Option<RemovedKind> {
    match word {
        "share" | "sharing" | "shares" | "sharebar" | "sharetools" | "social" | "socials"
        | "addthis" | "addtoany" | "sharedaddy" | "follow" | "followus" | "teilen" | "partage"
        | "partager" | "compartir" | "paylas" | "delen" | "condividi" => Some(RemovedKind::Share),
        "comment" | "comments" | "commentlist" | "disqus" | "respond" | "kommentare"
        | "commentaires" | "yorum" | "yorumlar" | "comentarios" | "commenti" | "reacties"
        | "livefyre" => Some(RemovedKind::Comments),
        "related" | "relateds" | "recommended" | "recommendation" | "recommendations"
        | "recirc" | "recirculation" | "trending" | "popular" | "mostread" | "mostpopular"
        | "mostviewed" | "outbrain" | "taboola" | "readmore" | "readnext" | "upnext"
        | "seealso" | "alsoread" | "morenews" | "morestories" | "morefrom" | "suggested"
        | "similar" | "sidebar" | "teaser" | "teasers" | "promo" | "verwandt" | "lireaussi"
        | "relacionadas" | "relacionados" | "correlati" | "ilgili" | "bookmark" | "onebox"
        | "latestnews" | "rightrail" | "jeg" | "relatedposts" | "jprelatedposts" | "nextprev"
        | "postnav" | "prevnext" => Some(RemovedKind::Related),
        "newsletter" | "newsletters" | "subscribe" | "subscription" | "signup" | "cookie"
        | "cookies" | "consent" | "gdpr" | "optin" | "login" | "signin" | "register" | "modal"
        | "popup" | "overlay" | "lightbox" => Some(RemovedKind::Consent),
        "ad" | "ads" | "adv" | "advert" | "adverts" | "advertisement" | "advertising"
        | "adslot" | "adunit" | "sponsor" | "sponsored" | "dfp" | "gpt" | "werbung" | "anzeige"
        | "publicite" | "publicidad" | "reklam" | "adsbygoogle" => Some(RemovedKind::Advertisement),
        "nav" | "navbar" | "navigation" | "menu" | "submenu" | "breadcrumb" | "breadcrumbs"
        | "footer" | "toolbar" | "topbar" | "masthead" | "pagination" | "pager" | "pagenavi"
        | "tags" | "taglist" | "tagcloud" | "tagged" | "keywords" | "sitemap" | "toc"
        | "skiplink" | "skip" | "etiquetas" | "schlagworte" => Some(RemovedKind::Menu),
        "byline" | "bylines" | "authorbox" | "authorbio" | "aboutauthor" | "authorinfo"
        | "postauthor" | "articleauthor" | "entryauthor" => Some(RemovedKind::Byline),
        "timestamp" | "pubdate" | "dateline" | "publishdate" | "publisheddate" | "postdate"
        | "entrydate" | "articledate" | "datepublished" | "entrymeta" | "postmeta"
        | "articlemeta" => Some(RemovedKind::Date),
        "copyright" => Some(RemovedKind::Copyright),
        "sronly" | "visuallyhidden" | "screenreader" | "noprint" | "hide" | "tooltip"
        | "widget" | "widgets" | "printonly" => Some(RemovedKind::Other),
        _ => None,
    }
}

fn is_caption_word(word: &str) -> bool {
    matches!(
        word,
        "caption"
            | "captions"
            | "figcaption"
            | "credit"
            | "credits"
            | "legende"
            | "bildunterschrift"
            | "imagecaption"
            | "didascalia"
            | "photocredit"
            | "bildtext"
    )
}

fn is_card_word(word: &str) -> bool {
    matches!(word, "bookmark" | "card" | "onebox" | "linkpreview" | "preview" | "embed" | "oembed")
}

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

/// The bits that a word of a name stands for.
static WORD_BITS: LazyLock<HashMap<&'static str, u64>> =
    LazyLock::new(|| bits(|entry| (!entry.starts_with('<')).then_some(entry)));

/// The bits that a tag stands for.
static TAG_BITS: LazyLock<HashMap<&'static str, u64>> =
    LazyLock::new(|| bits(|entry| entry.strip_prefix('<')?.strip_suffix('>')));

/// A table of the entries of [`MARKS`] that `key` has a name for.
fn bits(key: fn(&'static str) -> Option<&'static str>) -> HashMap<&'static str, u64> {
    let mut bits: HashMap<&str, u64> = HashMap::new();
    for (at, words) in MARKS.iter().enumerate() {
        for key in words.split(' ').filter_map(key) {
            *bits.entry(key).or_default() |= 1 << at;
        }
    }
    bits
}

fn mark_of_word(word: &str) -> u64 {
    WORD_BITS.get(word).copied().unwrap_or_default()
}

fn mark_of_tag(tag: &str) -> u64 {
    TAG_BITS.get(tag).copied().unwrap_or_default()
}

/// How many levels up the nearest element with each mark stands, at most
/// [`FAR`], for an element that says `own` under one that counts `around`.
pub(super) fn levels(own: u64, around: Option<&[u8; MARKS.len()]>) -> [u8; MARKS.len()] {
    std::array::from_fn(|mark| {
        let outer = around.and_then(|around| around.get(mark)).map_or(FAR, |levels| levels + 1);
        if own & (1 << mark) != 0 { 0 } else { outer.min(FAR) }
    })
}
