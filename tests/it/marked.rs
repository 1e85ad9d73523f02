//! Articles from marked text, for tests of what stands above annotation.
//!
//! A line is a sentence and a paragraph. `[S-400|system]` is a mention,
//! `[Turkey|place|turkiye]` one with a key of its own, `{last year|2024}` a
//! time expression with its EDTF value. Each line tells an event, dated by its
//! expressions (one event each) or by the publication day. It begins with `~`
//! when planned, with `?` when undated, with `.` when it tells nothing.

use std::sync::Arc;

use dateline::{
    dossier::Dossier,
    fold::fold,
    model::{
        AnnotatedArticle, Annotations, Block, BlockKind, Confidence, Corrections, DocumentEntity,
        EntityKind, Event, Mention, Metadata, Origin, Published, PublishedFrom, Span, Status,
        Timex, TimexKind, When,
    },
};

/// An article being put together.
pub(crate) struct Marked {
    pub(crate) made: AnnotatedArticle,
}

/// An article with a title, a publication day (may be empty) and marked lines.
pub(crate) fn article(title: &str, published: &str, lines: &str) -> Marked {
    let mut marked = Marked { made: AnnotatedArticle::default() };
    let day = When::parse(published).ok();
    let article = &mut marked.made.article;
    title.clone_into(&mut article.id);
    article.metadata = Metadata {
        title: title.to_owned(),
        published: day.map(|when| Published {
            text: published.to_owned(),
            when,
            from: PublishedFrom::Field,
        }),
        ..Metadata::default()
    };
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        marked.line(line);
    }
    marked
}

/// A dossier of such articles, with no corrections.
pub(crate) fn dossier(articles: Vec<Marked>) -> Dossier {
    corrected(articles, &Corrections::default())
}

/// A dossier of such articles.
pub(crate) fn corrected(articles: Vec<Marked>, corrections: &Corrections) -> Dossier {
    let finish = |(at, marked): (usize, Marked)| {
        let mut made = marked.made;
        made.article.origin = Origin {
            file: format!("{at}.txt"),
            ordinal: 0,
            hash: format!("{at:02}{:062}", made.article.text.len()),
        };
        Arc::new(made)
    };
    Dossier::build(articles.into_iter().enumerate().map(finish).collect::<Vec<_>>(), corrections)
}

impl Marked {
    fn line(&mut self, line: &str) {
        let (mark, line) = match line.chars().next() {
            Some(mark @ ('~' | '?' | '.')) => (mark, &line[1..]),
            _ => (' ', line),
        };
        if !self.made.article.text.is_empty() {
            self.made.article.text.push_str("\n\n");
        }
        let start = self.made.article.text.len();
        let (mentions, timexes) =
            (self.made.annotations.mentions.len(), self.made.annotations.timexes.len());
        self.marks(line);
        let sentence = Span::new(start, self.made.article.text.len());
        self.made.article.blocks.push(Block { kind: BlockKind::Paragraph, span: sentence });
        self.made.annotations.sentences.push(sentence);
        self.events(mark, sentence, (mentions, timexes));
    }

    fn events(&mut self, mark: char, sentence: Span, (mentions, timexes): (usize, usize)) {
        let published = self.made.article.metadata.published.as_ref().map(|one| one.when.clone());
        let notes = &mut self.made.annotations;
        let event = |timex: Option<usize>, when: Option<When>| Event {
            sentence,
            clause: sentence,
            timex,
            when,
            status: if mark == '~' { Status::Planned } else { Status::Past },
            reported: false,
            confidence: if timex.is_some() { Confidence::High } else { Confidence::Medium },
            mentions: (mentions..notes.mentions.len()).collect(),
        };
        let dated = (timexes..notes.timexes.len())
            .map(|at| event(Some(at), notes.timexes[at].when.clone()))
            .collect::<Vec<_>>();
        match mark {
            '.' => {}
            '?' => notes.events.push(event(None, None)),
            _ if dated.is_empty() => notes.events.push(event(None, published)),
            _ => notes.events.extend(dated),
        }
    }

    fn marks(&mut self, mut line: &str) {
        while let Some(at) = line.find(['[', '{']) {
            self.made.article.text.push_str(&line[..at]);
            let close = if line[at..].starts_with('[') { ']' } else { '}' };
            let end = line[at..].find(close).expect("a mark is closed") + at;
            let mut parts = line[at + 1..end].split('|');
            let start = self.made.article.text.len();
            self.made.article.text.push_str(parts.next().unwrap_or_default());
            let span = Span::new(start, self.made.article.text.len());
            let first = parts.next().unwrap_or_default();
            if close == ']' {
                self.mention(span, first, parts.next());
            } else {
                self.timex(span, first);
            }
            line = &line[end + 1..];
        }
        self.made.article.text.push_str(line);
    }

    fn mention(&mut self, span: Span, kind: &str, key: Option<&str>) {
        let text = span.cut(&self.made.article.text).to_owned();
        let kind = EntityKind::ALL.into_iter().find(|one| one.name() == kind).expect("a kind");
        let key = key.map_or_else(|| fold(&text), str::to_owned);
        let Annotations { entities, mentions, .. } = &mut self.made.annotations;
        let known = entities.iter().position(|one| one.key == key && one.kind == kind);
        let entity = known.unwrap_or_else(|| {
            let variants = vec![text.clone()];
            entities.push(DocumentEntity { kind, name: text.clone(), key, variants });
            entities.len() - 1
        });
        mentions.push(Mention { span, kind, entity });
    }

    fn timex(&mut self, span: Span, value: &str) {
        self.made.annotations.timexes.push(Timex {
            span,
            kind: TimexKind::Date,
            value: value.to_owned(),
            when: When::parse(value).ok(),
            anchor: None,
            rule: "marked".to_owned(),
        });
    }
}
