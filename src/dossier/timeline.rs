//! The timeline: what the articles tell, each event once, in time order.

use std::{cmp::Reverse, collections::BTreeMap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Articles, Entity, EntityId, Owners,
    entry::{Sketch, Sketches, entry, is_explicit},
    grounds::Grounds,
    key::{event_keys, expression},
    merge::{Fact, clusters},
    participants,
    regroup::regrouped,
    substance::{Collector, Stretch, Substance},
    vague::{Vague, homes},
    wording::{GAP, capitalised, text},
};
use crate::annotate::verbs;
use crate::model::{
    AnnotatedArticle, BlockKind, Confidence, Corrections, Event, Precision, Span, Status, When,
};

/// What the articles tell, in time order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// Entries with a time, by first day, coarser first.
    pub entries: Vec<Entry>,
    /// Entries without one, in the order of the articles.
    pub undated: Vec<Entry>,
    /// Entries that little but their place in an article puts on a day, in
    /// time order: shown only when asked for.
    pub faint: Vec<Entry>,
}

/// One event as told by one or several articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When; none in the undated list.
    pub when: Option<When>,
    /// Happened, going on or planned.
    pub status: Status,
    /// What happened, in the words of the clearest telling.
    pub text: Box<str>,
    /// Who takes part, the most often named first.
    pub entities: Vec<EntityId>,
    /// Every telling, the clearest first.
    pub tellings: Vec<Telling>,
    /// Whether the tellings give times that can't all be true, or a later one
    /// plans what an earlier one tells as done.
    pub contradicted: bool,
    /// How sure its time is: that of its surest telling.
    pub confidence: Confidence,
}

impl Entry {
    /// The key of its first telling, see [`Corrections`].
    #[must_use]
    pub fn id(&self) -> &str {
        self.tellings.first().map_or("", Telling::key)
    }

    /// Whether little but its place in an article puts it on a day.
    #[must_use]
    pub fn is_faint(&self) -> bool {
        self.when.is_some() && self.confidence == Confidence::Low
    }

    /// Whether only the publication day dates it, no words of the text.
    #[must_use]
    pub fn is_implied(&self) -> bool {
        self.when.is_some() && self.tellings.iter().all(Telling::is_implied)
    }

    /// Whether it was planned for a time that has passed on `today`.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.status == Status::Planned && self.when.as_ref().is_some_and(|when| when.last < today)
    }
}

/// One article's telling of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// Its key, and what its time rests on.
    pub grounds: Grounds,
    /// The article's place in [`super::Dossier::articles`].
    pub article: usize,
    /// The event's place in the article's own list.
    pub event: usize,
    /// The sentence in the article's text.
    pub sentence: Span,
    /// The time this article gives, after the reader's corrections.
    pub when: Option<When>,
    /// How this article tells it, after the reader's corrections.
    pub status: Status,
    /// Whether somebody else's words tell it there.
    pub reported: bool,
}

impl Telling {
    /// The event's key, see [`Corrections`].
    #[must_use]
    pub fn key(&self) -> &str {
        self.grounds.key()
    }

    /// Whether only the publication day dates it, no words of the text.
    fn is_implied(&self) -> bool {
        self.grounds.rule() == PUBLISHED
    }
}

/// The articles with their entities merged: what a timeline is made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    /// The articles.
    pub(super) articles: &'a Articles,
    /// The one that is looked at, with its place; all of them where there is none.
    pub(super) open: Option<(usize, &'a AnnotatedArticle)>,
    /// The dossier's entities.
    pub(super) entities: &'a [Entity],
    /// The merged entity of each article's own.
    pub(super) entity_of: &'a Owners,
}

impl<'a> Told<'a> {
    /// Looks at one article after the other; none is held longer than that.
    pub(super) fn each(&self, among: impl Iterator<Item = usize>, mut look: impl FnMut(&Told<'_>)) {
        for at in among {
            let Some(whole) = self.articles.whole(at) else { continue };
            look(&Told { open: Some((at, &whole)), ..*self });
        }
    }

    /// An article, where it is among those looked at.
    pub(super) fn article(&self, at: usize) -> Option<&'a AnnotatedArticle> {
        match self.open {
            Some((open, whole)) => (open == at).then_some(whole),
            None => self.articles.get(at),
        }
    }

    /// The day on which an article was published.
    pub(super) fn published(&self, article: usize) -> Option<Date> {
        let published = self.articles.card(article)?.head.metadata.published.as_ref()?;
        Some(published.when.first)
    }

    /// A part of one article's text; none when there is no such article.
    pub(super) fn stretch(&self, article: usize, span: Span) -> Option<Stretch<'a>> {
        let entity_of = self.entity_of.get(article)?;
        let article = self.article(article)?;
        Some(Stretch { article, entity_of, entities: self.entities, span })
    }

    /// The sentence before that of a telling.
    pub(super) fn sentence_before(&self, telling: &Telling) -> Option<Stretch<'a>> {
        self.sentences_before(telling).next()
    }

    /// The sentences before that of a telling, the nearest first.
    pub(super) fn sentences_before(
        self,
        telling: &Telling,
    ) -> impl Iterator<Item = Stretch<'a>> + use<'a> {
        let article = telling.article;
        let sentences = self.article(article).map(|one| &one.annotations.sentences);
        let sentences = sentences.map_or(&[][..], Vec::as_slice);
        let own = sentences.partition_point(|one| one.start < telling.sentence.start);
        let before = sentences.iter().take(own).rev();
        before.filter_map(move |&span| self.stretch(article, span))
    }

    /// The merged entity that a mention of an article names.
    pub(super) fn entity(&self, article: usize, mention: usize) -> Option<EntityId> {
        let own = self.article(article)?.annotations.mentions.get(mention)?.entity;
        self.entity_of.get(article)?.get(own)
    }

    /// The event of a telling.
    pub(super) fn event(&self, telling: &Telling) -> Option<&'a Event> {
        self.article(telling.article)?.annotations.events.get(telling.event)
    }
}

/// Builds the timeline. Tellings are merged by what the articles say; the
/// reader's corrections of one telling then hold for its whole entry: the
/// time and status replace those computed, and a hidden one hides it.
pub(super) fn build(told: &Told<'_>, corrections: &Corrections) -> Timeline {
    let (groups, sketches) = groups(told);
    let groups = regrouped(groups, corrections);
    let of = |group| entry(told, &sketches, group, corrections);
    let mut all: Vec<Entry> = groups.into_iter().filter_map(of).collect();
    word(told, &mut all);
    let (mut entries, undated): (Vec<Entry>, Vec<Entry>) =
        all.into_iter().partition(|entry| entry.when.is_some());
    entries.sort_by_cached_key(order);
    let (faint, entries) = entries.into_iter().partition(Entry::is_faint);
    Timeline { entries, undated, faint }
}

/// Gives each entry the words of its first telling, going through the articles once.
fn word(told: &Told<'_>, entries: &mut [Entry]) {
    let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        of.entry(entry.tellings.first().map_or(0, |one| one.article)).or_default().push(at);
    }
    told.each(of.keys().copied(), |told| {
        let Some((article, _)) = told.open else { return };
        for &at in of.get(&article).into_iter().flatten() {
            let first = entries[at].tellings.first();
            entries[at].text = first.map(|first| text(told, first).into()).unwrap_or_default();
        }
    });
}

/// Tellings with what is compared of them.
struct Gathering {
    dated: Vec<Telling>,
    undated: Vec<Telling>,
    facts: Vec<Fact>,
    sketches: Sketches,
}

/// Goes through the articles once, for all tellings and for the facts of dated ones.
fn gather(told: &Told<'_>, collector: &mut Collector) -> Gathering {
    let (mut dated, mut undated) = (Vec::new(), Vec::new());
    let (mut facts, mut sketches) = (Vec::new(), Vec::new());
    told.each(0..told.articles.len(), |told| {
        let tellings = told.open.map(|(at, article)| tellings_of(at, article));
        let tellings = tellings.unwrap_or_default();
        sketches.push(tellings.iter().map(|one| Sketch::of(told, one)).collect());
        let (here, vague): (Vec<Telling>, Vec<Telling>) =
            tellings.into_iter().partition(|telling| telling.when.is_some());
        facts.extend(here.iter().filter_map(|one| fact(told, one, collector)));
        dated.extend(here);
        undated.extend(vague);
    });
    Gathering { dated, undated, facts, sketches: Sketches::new(sketches) }
}

/// What is compared of tellings without a date, in their order.
fn vagues(told: &Told<'_>, undated: &[Telling], collector: &mut Collector) -> Vec<Vague> {
    let mut all = Vec::new();
    let mut left = undated.iter().peekable();
    let mut articles: Vec<usize> = undated.iter().map(|one| one.article).collect();
    articles.dedup();
    told.each(articles.into_iter(), |told| {
        let here = |one: &&Telling| told.open.is_some_and(|(at, _)| at == one.article);
        while let Some(one) = left.next_if(here) {
            all.extend(vague(told, one, collector));
        }
    });
    all
}

/// The tellings of each event; an undated one stands alone, unless another
/// article clearly dates it.
fn groups(told: &Told<'_>) -> (Vec<Vec<Telling>>, Sketches) {
    let mut collector = Collector::new();
    let Gathering { dated, undated, facts, sketches } = gather(told, &mut collector);
    let vague = vagues(told, &undated, &mut collector);
    let gauge = collector.gauge();
    let clusters = clusters(&facts, &gauge);
    let homes = homes(&vague, &facts, &clusters, &gauge);
    let mut dated: Vec<Option<Telling>> = dated.into_iter().map(Some).collect();
    let mut take = |at: usize| dated.get_mut(at).and_then(Option::take);
    let mut groups: Vec<Vec<Telling>> = clusters
        .into_iter()
        .map(|cluster| cluster.into_iter().filter_map(&mut take).collect())
        .collect();
    for (at, telling) in undated.into_iter().enumerate() {
        match homes.get(at).copied().flatten().and_then(|home| groups.get_mut(home)) {
            Some(home) => home.push(telling),
            None => groups.push(vec![telling]),
        }
    }
    (groups, sketches)
}

/// What entries are sorted by: the first day, coarser times first, then their words.
pub(super) fn order(entry: &Entry) -> (Option<Date>, Reverse<Option<Date>>, String, String) {
    let when = entry.when.as_ref();
    let told = entry.text.split_once(GAP).map_or(&*entry.text, |(_, told)| told);
    let (first, last) = (when.map(|when| when.first), when.map(|when| when.last));
    (first, Reverse(last), capitalised(told), entry.id().to_owned())
}

fn tellings_of(at: usize, article: &AnnotatedArticle) -> Vec<Telling> {
    let events = article.annotations.events.iter().zip(event_keys(article));
    let places = events.enumerate();
    places.map(|(place, (event, key))| telling(article, event, (at, place), &key)).collect()
}

/// The rule of what the reader dates.
pub(super) const BY_READER: &str = "reader";
/// The rule of what stands on the publication day.
const PUBLISHED: &str = "published";

fn telling(
    article: &AnnotatedArticle,
    event: &Event,
    (at, place): (usize, usize),
    key: &str,
) -> Telling {
    let timex = event.timex.and_then(|timex| article.annotations.timexes.get(timex));
    let anchor = timex.and_then(|timex| timex.anchor.as_ref());
    let implied = match (&event.when, event.confidence) {
        (None, _) => "",
        // Only the reader is so sure of a time that no words give.
        (Some(_), Confidence::High) => BY_READER,
        (Some(_), _) => PUBLISHED,
    };
    let expression = expression(article, event);
    let anchor = anchor.map(|anchor| anchor.when.edtf()).unwrap_or_default();
    let rule = timex.map_or(implied, |timex| timex.rule.as_str());
    Telling {
        grounds: Grounds::new(key, expression, &anchor, rule),
        article: at,
        event: place,
        sentence: event.sentence,
        when: event.when.clone(),
        status: event.status,
        reported: event.reported,
    }
}

fn fact(told: &Told<'_>, telling: &Telling, collector: &mut Collector) -> Option<Fact> {
    let event = told.event(telling)?;
    let stretch = told.stretch(telling.article, event.clause)?;
    let faint = event.confidence == Confidence::Low;
    let substance =
        if faint { collector.collect_uncounted(&stretch) } else { collector.collect(&stretch) };
    let borrowed = borrowed(told, telling, &substance, collector);
    Some(Fact {
        when: telling.when.clone()?,
        explicit: is_explicit(told, telling),
        article: telling.article,
        sentence: telling.sentence,
        faint,
        caption: is_caption(told, telling) || is_shown(told, telling),
        substance,
        borrowed,
        plan: participants::meeting(told, telling),
    })
}

fn vague(told: &Told<'_>, telling: &Telling, collector: &mut Collector) -> Option<Vague> {
    let event = told.event(telling)?;
    let substance = collector.collect_uncounted(&told.stretch(telling.article, event.clause)?);
    let borrowed = borrowed(told, telling, &substance, collector);
    Some(Vague {
        article: telling.article,
        published: told.published(telling.article),
        status: telling.status,
        substance,
        borrowed,
    })
}

/// What a clause is about with the names that stand before it in its
/// sentence, else in the sentence before.
fn borrowed(
    told: &Told<'_>,
    telling: &Telling,
    own: &Substance,
    collector: &mut Collector,
) -> Option<Substance> {
    let clause = told.event(telling)?.clause;
    let words = clause.cut(&told.article(telling.article)?.article.text);
    let before = Span::new(telling.sentence.start, clause.start.max(telling.sentence.start));
    let here = told.stretch(telling.article, before);
    let wider = here.and_then(|here| collector.borrowed(own, words, &here));
    wider.or_else(|| collector.borrowed(own, words, &told.sentence_before(telling)?))
}

fn is_caption(told: &Told<'_>, telling: &Telling) -> bool {
    let article = told.article(telling.article);
    let kind = article.and_then(|article| block_kind(article, telling.sentence));
    kind == Some(BlockKind::Caption)
}

/// Whether a telling shows its day in the present tense, as captions do
/// ("The minister opens the fair, 5 May 2031"), also where none is marked.
fn is_shown(told: &Told<'_>, telling: &Telling) -> bool {
    let Some(event) = told.event(telling) else { return false };
    let Some(article) = told.article(telling.article) else { return false };
    let exact = event.when.as_ref().is_some_and(|when| when.precision <= Precision::Day);
    let verbs = verbs::verbs(&article.article.text, event.clause);
    let present = verbs.first().is_some_and(|verb| verb.tense == verbs::Tense::Present);
    exact && present && event.status == Status::Past
}

/// The kind of block that a sentence of an article stands in.
pub(super) fn block_kind(article: &AnnotatedArticle, sentence: Span) -> Option<BlockKind> {
    let blocks = &article.article.blocks;
    let at = blocks.partition_point(|block| block.span.end <= sentence.start);
    blocks.get(at).map(|block| block.kind)
}
