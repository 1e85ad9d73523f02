//! The word lists that verbs are told by, in lower case.

/// Words before a verb that make it possible or future.
pub(super) const MODALS: [&str; 17] = [
    "will", "shall", "won't", "would", "may", "might", "could", "should", "must", "can", "cannot",
    "can't", "wouldn't", "couldn't", "it'll", "they'll", "he'll",
];

/// Words that may stand inside a verb group.
pub(super) const ADVERBS: [&str; 15] = [
    "not", "also", "now", "never", "still", "already", "just", "then", "soon", "since", "once",
    "again", "long", "even", "yet",
];

/// Words after "be", or before "to", that look ahead.
pub(super) const PLANS: [&str; 26] = [
    "due",
    "set",
    "expected",
    "scheduled",
    "planned",
    "slated",
    "poised",
    "projected",
    "forecast",
    "likely",
    "intended",
    "supposed",
    "bound",
    "about",
    "preparing",
    "planning",
    "hoping",
    "aiming",
    "ready",
    "earmarked",
    "tipped",
    "proposed",
    "anticipated",
    "seeking",
    "looking",
    "estimated",
];

/// Verbs that look ahead before an infinitive.
pub(super) const INTENTIONS: [&str; 33] = [
    "plans",
    "plan",
    "intends",
    "intend",
    "intending",
    "expects",
    "expect",
    "aims",
    "aim",
    "hopes",
    "hope",
    "wants",
    "want",
    "seeks",
    "seek",
    "prepares",
    "prepare",
    "vows",
    "pledges",
    "promises",
    "agrees",
    "decides",
    "looks",
    "threatens",
    "means",
    "wishes",
    "proposes",
    "commits",
    "undertakes",
    "offers",
    "tries",
    "plans",
    "needs",
];

/// Words after which a verb form is an adjective or noun.
pub(super) const DETERMINERS: [&str; 16] = [
    "a", "an", "the", "its", "his", "her", "their", "our", "this", "these", "those", "my", "your",
    "some", "any", "no",
];

/// Verbs that tell somebody's words.
pub(super) const REPORTS: [&str; 37] = [
    "said",
    "says",
    "say",
    "told",
    "tells",
    "added",
    "adds",
    "stated",
    "states",
    "noted",
    "notes",
    "argued",
    "argues",
    "claimed",
    "claims",
    "reported",
    "reports",
    "explained",
    "explains",
    "insisted",
    "insists",
    "stressed",
    "emphasised",
    "emphasized",
    "warned",
    "warns",
    "believes",
    "believed",
    "thinks",
    "thought",
    "according",
    "described",
    "commented",
    "recalled",
    "suggested",
    "denied",
    "estimates",
];

/// Verbs that tell no happening.
pub(super) const STATES: [&str; 44] = [
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "remain",
    "remains",
    "remained",
    "has",
    "have",
    "had",
    "include",
    "includes",
    "included",
    "contain",
    "contains",
    "consist",
    "consists",
    "based",
    "located",
    "situated",
    "known",
    "called",
    "named",
    "involved",
    "needed",
    "wanted",
    "hoped",
    "feared",
    "knew",
    "felt",
    "seemed",
    "appeared",
    "stood",
    "lay",
    "lived",
    "belong",
    "belonged",
    "meant",
    "represents",
    "illustrated",
    "considered",
    "aged",
];

/// Present forms that are told from nouns by their place.
#[rustfmt::skip]
pub(super) const PRESENTS: [&str; 89] = [
    "aims", "allows", "appears", "argues", "arrives", "attends", "becomes", "begins", "believes",
    "brings", "builds", "buys", "calls", "celebrates", "combines", "comes", "connects",
    "consists", "contains", "continue", "continues", "covers", "delivers", "departs", "depends",
    "describes", "develops", "do", "does", "ends", "enters", "expects", "exports", "faces",
    "features", "focuses", "gives", "goes", "happens", "has", "helps", "holds", "hopes", "hosts",
    "include", "includes", "joins", "keeps", "leads", "leaves", "lets", "makes", "marks", "meets",
    "offers", "opens", "plans", "produces", "provides", "puts", "receives", "refers", "remain",
    "remains", "represents", "requires", "returns", "runs", "say", "says", "seeks", "seems",
    "sells", "sends", "serves", "shows", "speaks", "starts", "supports", "takes", "tells",
    "travels", "turns", "uses", "visits", "wants", "weighs", "wins", "works",
];

/// Words in `-ed` that are no past forms.
pub(super) const NO_PASTS: [&str; 24] = [
    "need",
    "indeed",
    "speed",
    "feed",
    "seed",
    "hundred",
    "embed",
    "exceed",
    "proceed",
    "succeed",
    "unprecedented",
    "breed",
    "greed",
    "creed",
    "weed",
    "bleed",
    "steed",
    "agreed-upon",
    "sacred",
    "naked",
    "wicked",
    "united",
    "armed",
    "shed",
];

/// Irregular past forms and participles, sorted.
#[rustfmt::skip]
pub(super) const IRREGULARS: [&str; 188] = [
    "arisen", "arose", "ate", "awoke", "beaten", "became", "been", "began", "begun", "bitten",
    "bled", "blew", "blown", "bore", "borne", "bought", "bred", "broke", "broken", "brought",
    "built", "burnt", "came", "caught", "chose", "chosen", "clung", "cost", "crept", "cut",
    "dealt", "did", "died", "done", "drank", "drawn", "drew", "driven", "drove", "drunk", "dug",
    "eaten", "fallen", "fed", "fell", "felt", "fled", "flew", "flown", "flung", "forbade",
    "forbidden", "foresaw", "forgave", "forgiven", "forgot", "forgotten", "fought", "found",
    "froze", "frozen", "gave", "given", "gone", "got", "grew", "grown", "had", "heard", "held",
    "hid", "hidden", "hit", "hung", "kept", "knelt", "knew", "known", "laid", "lain", "leapt",
    "led", "left", "lent", "lit", "lost", "made", "meant", "met", "mistook", "outgrew", "outsold",
    "overcame", "oversaw", "overseen", "overthrew", "overthrown", "overtook", "paid", "proven",
    "put", "ran", "rang", "reached", "rebuilt", "resold", "retaken", "retook", "rewritten",
    "rewrote", "ridden", "risen", "rode", "rose", "rung", "said", "sang", "sank", "sat", "saw",
    "seen", "sent", "shook", "shot", "shown", "shrank", "shrunk", "slain", "slept", "slid",
    "slung", "sold", "sought", "sped", "spent", "split", "spoke", "spoken", "sprang", "spread",
    "sprung", "spun", "stole", "stood", "strode", "strove", "struck", "stuck", "stung", "stunk",
    "sung", "sunk", "swam", "swept", "swore", "sworn", "swum", "swung", "taken", "taught",
    "thought", "threw", "thrown", "told", "took", "tore", "torn", "undercut", "undergone",
    "understood", "undertook", "underwent", "undone", "upheld", "went", "wept", "withdrawn",
    "withdrew", "withheld", "withstood", "woke", "woken", "won", "wore", "worn", "written",
    "wrote", "wrought",
];

/// Words that look ahead before "for".
pub(super) const PROSPECTS: [&str; 8] =
    ["hope", "hopes", "planned", "scheduled", "slated", "earmarked", "pencilled", "booked"];

/// Words after which an `-ing` form is a noun or part of another group.
pub(super) const BEFORE_GERUNDS: [&str; 24] = [
    "of", "for", "in", "by", "from", "at", "on", "about", "without", "to", "be", "is", "are",
    "was", "were", "been", "a", "an", "the", "its", "their", "his", "her", "while",
];

/// Words in `-ing` that are no participles.
pub(super) const NO_PARTICIPLES: [&str; 14] = [
    "during",
    "including",
    "following",
    "according",
    "regarding",
    "concerning",
    "excluding",
    "morning",
    "evening",
    "spring",
    "notwithstanding",
    "pending",
    "nothing",
    "something",
];

/// Words that follow an `-ing` form with an object.
pub(super) const AFTER_PARTICIPLES: [&str; 8] =
    ["to", "more", "about", "nearly", "almost", "record", "up", "out"];
/// Forms of verbs of intention that are nouns as well.
pub(super) const PLANS_AS_NOUNS: [&str; 8] =
    ["plans", "plan", "hopes", "hope", "aims", "promises", "offers", "pledges"];
/// Words after which such a form is a noun.
pub(super) const BEFORE_PLANS: [&str; 16] = [
    "of",
    "with",
    "on",
    "about",
    "for",
    "amid",
    "despite",
    "over",
    "has",
    "have",
    "had",
    "new",
    "announces",
    "unveils",
    "announce",
    "outlines",
];
