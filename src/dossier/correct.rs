//! The reader's corrections of what an article says, when it was published and
//! what its names stand for.
//!
//! They make another article of the one that was read, annotated anew; the
//! one that was read stays what the next correction starts from.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Held, words::Words};
use crate::{
    annotate::annotate,
    clean,
    model::{
        AddedEvent, AnnotatedArticle, Annotations, Article, Confidence, Corrections, Event,
        PieceCorrection, Published, PublishedFrom, Span, When,
    },
};

/// The article as corrected and annotated again; none where no correction is about it.
#[must_use]
pub fn corrected(article: &Held, corrections: &Corrections) -> Option<Held> {
    let said = Said::about(&article.card().head, corrections);
    let applied = (said != Said::default()).then(|| said.applied_to(article));
    if corrections.entities.is_empty() {
        return applied;
    }
    Some(applied.as_ref().unwrap_or(article).with_roles(&corrections.entities))
}

/// What the reader says about one article.
#[derive(Clone, Debug, Default, PartialEq)]
struct Said {
    published: Option<When>,
    pieces: Vec<PieceCorrection>,
    added: Vec<AddedEvent>,
}

impl Said {
    fn about(article: &Article, corrections: &Corrections) -> Self {
        let hash = &article.origin.hash;
        Self {
            published: corrections.published.get(hash).cloned(),
            pieces: corrections.pieces.get(hash).cloned().unwrap_or_default(),
            added: corrections.added.get(hash).cloned().unwrap_or_default(),
        }
    }

    fn applied_to(&self, article: &Held) -> Held {
        Arc::new(self.applied(&article.whole().article)).into()
    }

    fn applied(&self, article: &Article) -> AnnotatedArticle {
        let mut article = clean::corrected(article, &self.pieces);
        if let Some(when) = &self.published {
            let (text, when) = (when.edtf(), when.clone());
            article.metadata.published =
                Some(Published { text, when, from: PublishedFrom::Reader });
        }
        let published = article.metadata.published.as_ref().map(|published| &published.when);
        let mut annotations = annotate(&article, published);
        for added in &self.added {
            add(&mut annotations, &article.text, added);
        }
        AnnotatedArticle { article, annotations }
    }
}

/// Adds an event that the reader found, where its sentence still stands; it
/// comes after the others of that sentence, whose keys stay what they were.
fn add(annotations: &mut Annotations, text: &str, added: &AddedEvent) {
    let exact = text.find(&added.sentence).filter(|_| !added.sentence.is_empty());
    let exact = exact.map(|start| Span::new(start, start + added.sentence.len()));
    let like = || likest(text, &annotations.sentences, &added.sentence);
    let Some(sentence) = exact.or_else(like) else { return };
    let inside = annotations.mentions.iter().enumerate();
    let inside = inside.filter(|(_, mention)| sentence.covers(mention.span));
    let event = Event {
        sentence,
        clause: sentence,
        timex: None,
        when: Some(added.when.clone()),
        status: added.status,
        reported: false,
        confidence: Confidence::High,
        mentions: inside.map(|(at, _)| at).collect(),
    };
    let at = annotations.events.partition_point(|one| one.sentence.start <= sentence.start);
    annotations.events.insert(at, event);
}

/// The sentence that is most like another, where a cleaner has cut or written
/// it otherwise; none when no other is clearly the same.
fn likest(text: &str, sentences: &[Span], wanted: &str) -> Option<Span> {
    let words = |text: &str| Words::of(text).iter().map(str::to_owned).collect::<BTreeSet<_>>();
    let wanted = words(wanted);
    let like = |span: &Span| {
        let own = words(span.cut(text));
        let shared = own.intersection(&wanted).count();
        (shared * 200 / (own.len() + wanted.len()).max(1), *span)
    };
    let best = sentences.iter().map(like).max_by_key(|(like, span)| (*like, Reverse(span.start)));
    best.filter(|(like, _)| *like >= ALIKE).map(|(_, span)| span)
}

/// Of a hundred, how much two sentences have in common that are one.
const ALIKE: usize = 75;

/// Corrects a growing row of articles again and again, each article only when
/// what is said about it has changed.
#[derive(Debug, Default)]
pub struct Corrector {
    /// Articles with corrections, by their place.
    made: BTreeMap<usize, Made>,
}

#[derive(Debug)]
struct Made {
    from: Held,
    said: Said,
    article: Held,
}

impl Corrector {
    /// The articles with what the reader says about them applied.
    pub fn correct(&mut self, mut articles: Vec<Held>, corrections: &Corrections) -> Vec<Held> {
        for (at, article) in articles.iter_mut().enumerate() {
            let said = Said::about(&article.card().head, corrections);
            if said == Said::default() {
                self.made.remove(&at);
            } else {
                *article = self.made(at, article, said);
            }
            if !corrections.entities.is_empty() {
                *article = article.with_roles(&corrections.entities);
            }
        }
        articles
    }

    fn made(&mut self, at: usize, from: &Held, said: Said) -> Held {
        let same = |made: &&Made| made.said == said && made.from.is_same(from);
        if let Some(made) = self.made.get(&at).filter(same) {
            return made.article.clone();
        }
        let article = said.applied_to(from);
        self.made.insert(at, Made { from: from.clone(), said, article: article.clone() });
        article
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(hash: &str) -> Held {
        let text = "The bridge was closed last year.".to_owned();
        let origin = crate::model::Origin { hash: hash.to_owned(), ..Default::default() };
        let article = Article { origin, text, ..Article::default() };
        Arc::new(AnnotatedArticle { article, ..AnnotatedArticle::default() }).into()
    }

    fn dated(hash: &str, edtf: &str) -> Corrections {
        let published = BTreeMap::from([(hash.to_owned(), When::parse(edtf).unwrap())]);
        Corrections { published, ..Corrections::default() }
    }

    #[test]
    fn an_article_is_made_again_only_when_what_is_said_has_changed() {
        let articles = vec![article("a"), article("b")];
        let mut corrector = Corrector::default();
        let first = corrector.correct(articles.clone(), &dated("b", "2021"));
        assert!(first[0].is_same(&articles[0]));
        assert_eq!(first[1].card().head.metadata.published.as_ref().unwrap().text, "2021");
        let again = corrector.correct(articles.clone(), &dated("b", "2021"));
        assert!(again[1].is_same(&first[1]));
        let other = corrector.correct(articles.clone(), &dated("b", "2022"));
        assert_eq!(other[1].card().head.metadata.published.as_ref().unwrap().text, "2022");
        let none = corrector.correct(articles.clone(), &Corrections::default());
        assert!(none[1].is_same(&articles[1]));
    }

    #[test]
    fn a_sentence_cut_otherwise_is_found_again() {
        let text = "It rained. The old mill burnt down in the spring of 1912. Nobody slept.";
        let sentences = [Span::new(0, 10), Span::new(11, 56), Span::new(58, text.len())];
        let found = |wanted: &str| likest(text, &sentences, wanted).map(|span| span.cut(text));
        let mill = Some("The old mill burnt down in the spring of 1912");
        assert_eq!(found("“The old mill burnt down in the spring of 1912”, he said."), mill);
        assert_eq!(found("A new mill was opened in the autumn."), None);
        assert_eq!(found(""), None);
    }
}
