//! Which language a text is in, by script and by its commonest words.

use std::{collections::BTreeSet, sync::LazyLock};

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::fold::fold;

/// Words that are looked at; more would not change the answer.
const SAMPLE: usize = 2_000;

/// The commonest function words of languages in Latin and Cyrillic script.
/// A word that several share counts for each.
const STOP_WORDS: [(&str, &str); 14] = [
    (
        "en",
        "the of and to in a is that for it with as was on are by this be from at an has have not which said will its their but they were been would",
    ),
    (
        "tr",
        "ve bir bu da de için ile olarak olan daha çok gibi sonra kadar ise ancak en her ne ya ki olduğunu dedi göre olduğu tarafından türkiye üzere yeni ilk",
    ),
    (
        "fr",
        "le la les de des du et un une est en que qui dans pour par sur au aux avec ce il elle ne pas plus son sa ses cette ont été sont mais",
    ),
    (
        "nl",
        "de het een en van in is dat op te voor met zijn die niet aan er om ook als bij maar naar uit door over wordt heeft werd hun nog deze",
    ),
    (
        "de",
        "der die das und in den von zu mit ist des im für auf dem nicht ein eine als auch sich es an werden aus er hat dass sie nach bei einer um wird",
    ),
    (
        "es",
        "el la los las de y en un una que es por para con del se no al lo su más como sus pero fue ha este entre también desde",
    ),
    (
        "it",
        "il la le lo gli di e in un una che è per con del della dei non si da al più sono anche come nel alla ha dal questo",
    ),
    (
        "pt",
        "o a os as de e em um uma que é por para com do da dos das não se no na ao mais como foi são também pela pelo",
    ),
    (
        "sv",
        "och att det i en som på är av för med den till har de inte om ett han var jag men sig från vi så kan när",
    ),
    (
        "da",
        "og at det i en som på er af for med den til har de ikke om et han var jeg men sig fra vi så kan når",
    ),
    (
        "pl",
        "i w na z się do że nie to jest o od po za jak dla przez ale jego tym co był które będzie przy być oraz",
    ),
    (
        "ro",
        "și de la în a cu pe că nu din o un pentru este mai care au să fost prin lui după sunt iar ce",
    ),
    (
        "ru",
        "и в на не что с по это как из у за от для к но о же его был также его она они при был или до",
    ),
    (
        "uk",
        "і в на не що з по це як із у за від для до але про та його був також вона вони при або є",
    ),
];

/// The likeliest language of `text` as a lower-case tag; none when nothing speaks for one.
pub(crate) fn detect(text: &str) -> Option<&'static str> {
    by_script(text).or_else(|| by_words(text))
}

/// The commonest words of all languages, folded.
pub(super) static COMMON: LazyLock<HashSet<String>> =
    LazyLock::new(|| STOP_WORDS.iter().flat_map(|(_, list)| list.split(' ')).map(fold).collect());

/// Scripts that one language of note uses.
fn by_script(text: &str) -> Option<&'static str> {
    let mut counts = [0_usize; 7];
    let mut letters = 0;
    for character in text.chars().filter(|character| character.is_alphabetic()).take(SAMPLE) {
        letters += 1;
        if let Some(count) = script(character).and_then(|script| counts.get_mut(script)) {
            *count += 1;
        }
    }
    let [kana, han, hangul, arabic, hebrew, greek, devanagari] = counts;
    let most = |count: usize| letters > 0 && count * 2 > letters;
    match () {
        () if most(kana + han) && kana * 10 > letters => Some("ja"),
        () if most(han) => Some("zh"),
        () if most(hangul) => Some("ko"),
        () if most(arabic) => {
            Some(if text.contains(['پ', 'چ', 'ژ', 'گ']) { "fa" } else { "ar" })
        }
        () if most(hebrew) => Some("he"),
        () if most(greek) => Some("el"),
        () if most(devanagari) => Some("hi"),
        () => None,
    }
}

fn script(character: char) -> Option<usize> {
    match character {
        '\u{3040}'..='\u{30ff}' => Some(0),
        '\u{3400}'..='\u{9fff}' => Some(1),
        '\u{ac00}'..='\u{d7af}' => Some(2),
        '\u{600}'..='\u{6ff}' => Some(3),
        '\u{590}'..='\u{5ff}' => Some(4),
        '\u{370}'..='\u{3ff}' => Some(5),
        '\u{900}'..='\u{97f}' => Some(6),
        _ => None,
    }
}

/// The language whose words make up most of the text, if they are a tenth of it.
fn by_words(text: &str) -> Option<&'static str> {
    let words = text.split(|character: char| !character.is_alphabetic());
    let mut hits = [0_usize; STOP_WORDS.len()];
    let mut all = 0;
    for word in words.filter(|word| !word.is_empty()).take(SAMPLE) {
        all += 1;
        let word = word.to_lowercase();
        for &language in LANGUAGES.get(word.as_str()).into_iter().flatten() {
            if let Some(hits) = hits.get_mut(language) {
                *hits += 1;
            }
        }
    }
    let likeliest = STOP_WORDS.iter().zip(hits).max_by_key(|&(_, hits)| hits);
    let ((language, _), hits) = likeliest?;
    (hits >= 3 && hits * 10 >= all).then_some(*language)
}

/// The languages that each word counts for, by their place in [`STOP_WORDS`].
static LANGUAGES: LazyLock<HashMap<&'static str, BTreeSet<usize>>> = LazyLock::new(|| {
    let mut languages: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    for (at, (_, words)) in STOP_WORDS.iter().enumerate() {
        words.split(' ').for_each(|word| {
            languages.entry(word).or_default().insert(at);
        });
    }
    languages
});

/// A declared tag (`EN`, `en_BE`, `tr-TR`) as its primary language in lower case; none when it is no tag.
pub(super) fn tag(declared: &str) -> Option<String> {
    let primary = declared.trim().split(['-', '_']).next().unwrap_or_default();
    let fits =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    // `utf-8` stands where a language is asked for.
    let primary = primary.to_ascii_lowercase();
    (fits && primary != "utf").then_some(primary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for (expected, text) in [
            (Some("en"), "The minister said that it was the first of the talks with them."),
            (
                Some("tr"),
                "Bakan bu görüşmenin daha sonra da devam edeceğini ve yeni bir anlaşma olduğunu dedi.",
            ),
            (
                Some("fr"),
                "Le ministre est arrivé dans la ville pour les négociations avec ses voisins.",
            ),
            (Some("nl"), "De minister heeft het verdrag met de buren in de stad niet ondertekend."),
            (
                Some("de"),
                "Der Minister hat den Vertrag mit den Nachbarn nicht in der Stadt unterzeichnet.",
            ),
            (Some("ru"), "Министр не подписал договор в городе, но он был на встрече."),
            (
                Some("es"),
                "El ministro no firmó el acuerdo en la ciudad, pero fue a la reunión con los vecinos.",
            ),
            (
                Some("it"),
                "Il ministro non ha firmato il trattato nella città, ma è andato alla riunione con gli altri.",
            ),
            (Some("ja"), "大臣は市内で条約に署名しなかった。"),
            (Some("ar"), "لم يوقع الوزير المعاهدة في المدينة"),
            (None, "Radar X-12"),
            (None, ""),
        ] {
            assert_eq!(detect(text), expected, "{text}");
        }
    }

    #[test]
    fn declared_tags_become_their_language() {
        for (declared, expected) in [
            ("EN", Some("en")),
            ("en_BE", Some("en")),
            (" tr-TR", Some("tr")),
            ("English", None),
            ("utf-8", None),
            ("", None),
        ] {
            assert_eq!(tag(declared).as_deref(), expected, "{declared}");
        }
    }
}
