//! Which of the names that a document gives is the outlet's, and which parts
//! of titles and bylines only name it.

use super::{head::copyright_holder, sanitise::sanitise_line};
use crate::{
    fold::{fold, letters},
    ingest::RawMetadata,
};

/// The shortest label of a domain that tells an outlet by itself.
const TELLING: usize = 4;

/// Words that say which part of an outlet a page is from, or in what form it
/// comes out, after the outlet's own name.
const PARTS: [&str; 12] = [
    "news",
    "sport",
    "sports",
    "online",
    "digital",
    "nachrichten",
    "noticias",
    "nieuws",
    "nyheter",
    "notizie",
    "actualites",
    "haberler",
];

/// The names of an outlet and its domain.
#[derive(Debug, Default)]
pub(super) struct Outlet {
    names: Vec<String>,
    keys: Vec<String>,
    domain: Option<String>,
    /// The parts of the domain without dashes.
    labels: Vec<String>,
    /// Whether the document's headline is mostly in Latin letters.
    latin: bool,
}

impl Outlet {
    /// The outlet by what a document declares.
    pub(super) fn of(raw: &RawMetadata) -> Self {
        let url = address(raw).or_else(|| raw.site.as_deref().map(sanitise_line));
        let domain = url.as_deref().map(domain).filter(|domain| !domain.is_empty());
        let names = raw.publishers.iter().map(|name| sanitise_line(name)).filter_map(name);
        let names: Vec<String> = names.collect();
        let labels = domain.unwrap_or_default().split('.');
        Self {
            keys: names.iter().map(|name| key(name)).filter(|key| !key.is_empty()).collect(),
            names,
            labels: labels.map(key).filter(|label| !label.is_empty()).collect(),
            domain: domain.map(str::to_owned),
            latin: raw.titles.first().is_some_and(|(_, title)| is_mostly_latin(title)),
        }
    }

    /// Whether a text is nothing but a name of the outlet or of its domain.
    pub(super) fn is_named(&self, text: &str) -> bool {
        let key = key(text);
        let near = |name: &String| {
            let longer = name.len() > 3 && key.contains(name) && key.len() < 2 * name.len() + 4;
            // "Valley Post" for "The Valley Post".
            longer || name.ends_with(&key) && key.len() * 2 > name.len()
        };
        !key.is_empty()
            && (self.keys.contains(&key)
                || self.keys.iter().any(near)
                || key.len() > 2 && self.labels.concat().contains(&key)
                || self.is_of_domain(&key))
    }

    /// Whether the letters of a name are mostly those of a part of the domain.
    fn is_of_domain(&self, key: &str) -> bool {
        let mut labels = self.labels.iter().filter(|label| label.len() >= TELLING);
        labels.any(|label| key.contains(label) && label.len() * 2 >= key.len())
    }

    /// The declared name that is most like the domain, else the first; else
    /// what the text shows; else the domain. A name in another script stands
    /// with the domain, so that it can be told by who doesn't read it, and the
    /// domain alone where the document itself is in Latin letters.
    pub(super) fn name(&self, shown: Option<&str>) -> Option<String> {
        let like = self.names.iter().find(|name| self.is_like_domain(name));
        let shown = shown.map(sanitise_line).and_then(name);
        let name = like.or(self.names.first()).cloned().or(shown);
        let name = name.map(|name| self.without_part(&name).to_owned());
        match (name, &self.domain) {
            (Some(name), Some(domain)) if !name.contains(|c: char| c.is_ascii_alphabetic()) => {
                Some(if self.latin { domain.clone() } else { format!("{name} ({domain})") })
            }
            (name, domain) => name.or_else(|| domain.clone()),
        }
    }

    /// A name without the part of the outlet at its end where the rest is what
    /// the domain calls the outlet: some names are nothing without that word.
    fn without_part<'a>(&self, name: &'a str) -> &'a str {
        let own = name.rsplit_once(' ').filter(|(_, part)| PARTS.contains(&fold(part).as_str()));
        own.map(|(own, _)| own).filter(|own| self.labels.contains(&key(own))).unwrap_or(name)
    }

    /// Whether a name, or a word of it, is a part of the domain.
    fn is_like_domain(&self, name: &str) -> bool {
        let (whole, folded) = (key(name), fold(name));
        let mut words = folded.split(|character: char| !character.is_alphanumeric());
        let telling = |word: &str| word.len() >= TELLING && word != "news";
        whole.len() > 1 && self.labels.iter().any(|label| label.contains(&whole))
            || self.is_of_domain(&whole)
            || words.any(|word| telling(word) && self.labels.iter().any(|label| label == word))
    }
}

/// Whether most letters of a text are those of the Latin alphabet: a headline
/// in another script may still name a treaty or a ship in it.
fn is_mostly_latin(text: &str) -> bool {
    let letters = text.chars().filter(|character| character.is_alphabetic());
    let (latin, others): (Vec<char>, Vec<char>) = letters.partition(char::is_ascii_alphabetic);
    latin.len() > others.len()
}

/// The canonical address of a document.
pub(super) fn address(raw: &RawMetadata) -> Option<String> {
    raw.urls.iter().map(|url| sanitise_line(url)).find(|url| is_address(url))
}

fn is_address(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// A name, or the holder that a copyright line names; none where it is an
/// address, an account or a text.
fn name(name: String) -> Option<String> {
    let holder = if name.contains('©') { copyright_holder(&name) } else { Some(name) };
    holder.filter(|name| {
        !name.is_empty() && !name.starts_with('@') && !is_address(name) && name.len() <= 120
    })
}

/// The letters and digits of a name.
pub(super) fn key(name: &str) -> String {
    letters(name).collect()
}

/// The host of an address without `www.`.
fn domain(url: &str) -> &str {
    let host = url.split("//").nth(1).unwrap_or_default().split(['/', '?', '#']).next();
    host.unwrap_or_default().trim_start_matches("www.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Place;

    fn outlet(names: &[&str], url: &str) -> Outlet {
        let publishers = names.iter().map(ToString::to_string).collect();
        Outlet::of(&RawMetadata {
            publishers,
            urls: vec![url.to_owned()],
            ..RawMetadata::default()
        })
    }

    #[test]
    fn the_name_that_is_like_the_domain_wins() {
        for (names, url, expected) in [
            (
                &["Post Holding", "The Valley Post"][..],
                "https://valley-post.example/a",
                "The Valley Post",
            ),
            (&["Post Holding", "Quay"], "https://valley-post.example/a", "Post Holding"),
            (&["@valley", "https://social.example/quay", "Quay"], "https://a.example", "Quay"),
            (
                &["© 2031 The Quay Times. All rights reserved"],
                "https://quay.example",
                "The Quay Times",
            ),
            (&["Quay News"], "https://quay.example/a", "Quay"),
            (&["Q-U NACHRICHTEN"], "https://www.q-u.example/a", "Q-U"),
            (&["Quay News"], "https://quaynews.example/a", "Quay News"),
            (&["Quay Watch"], "https://quay.example/a", "Quay Watch"),
            (&["Порт"], "https://www.port.example/a", "Порт (port.example)"),
            (&[], "https://www.port.example/a", "port.example"),
        ] {
            assert_eq!(outlet(names, url).name(None).as_deref(), Some(expected), "{names:?}");
        }
        assert_eq!(
            outlet(&[], "https://a.example").name(Some("The Quay")).as_deref(),
            Some("The Quay")
        );
    }

    #[test]
    fn a_name_that_the_document_is_not_written_for_gives_way_to_the_domain() {
        let of = |title: &str| {
            Outlet::of(&RawMetadata {
                titles: vec![(Place::Meta, title.to_owned())],
                publishers: vec!["Порт".to_owned()],
                urls: vec!["https://port.example/a".to_owned()],
                ..RawMetadata::default()
            })
        };
        assert_eq!(of("Ferry sails again").name(None).as_deref(), Some("port.example"));
        for title in ["Паром вышел", "Паром MS Nord вышел из порта"] {
            assert_eq!(of(title).name(None).as_deref(), Some("Порт (port.example)"), "{title}");
        }
    }

    #[test]
    fn parts_that_name_the_outlet_are_told() {
        let outlet = outlet(&["The Valley Post"], "https://www.valleypost.example/a");
        for (part, expected) in [
            ("The Valley Post", true),
            ("Valley Post Online", true),
            ("valleypost.example", true),
            ("Valley", true),
            ("Ferry sails again", false),
            ("How the Valley Post came to be what it is", false),
            ("", false),
        ] {
            assert_eq!(outlet.is_named(part), expected, "{part}");
        }
    }
}
