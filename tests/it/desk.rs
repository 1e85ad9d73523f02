//! The reader without a terminal: a hand-made dossier, keys as text, the
//! workers' part done at once.

use std::sync::Arc;

use dateline::{
    command::{Keymap, Settings, parse_sequence},
    dossier::{Corrector, Dossier, Query},
    model::{
        AnnotatedArticle, Annotations, Article, Block, BlockKind, Confidence, DocumentEntity,
        EntityKind, Event, Mention, Metadata, Origin, Published, PublishedFrom, Span, Status, When,
    },
    note::{Act, Record},
    store::Finder,
    tui::{
        effect::Effect,
        msg::{FoundNotes, Msg, Progress},
        search::everything,
        state::{Opening, State},
        theme::Depth,
        update::update,
    },
};

/// What an article tells: a sentence by its place, a date, a status.
pub(crate) type Told<'a> = (usize, &'a str, Status);

/// An article of paragraphs whose sentences end in `. `, with every place of
/// each name as a mention.
pub(crate) fn article(
    (title, published): (&str, &str),
    paragraphs: &[&str],
    names: &[(&str, EntityKind)],
    told: &[Told<'_>],
) -> Arc<AnnotatedArticle> {
    let text = paragraphs.join("\n\n");
    let blocks = blocks(paragraphs);
    let sentences: Vec<Span> = blocks.iter().flat_map(|span| sentences(&text, *span)).collect();
    let event = |(sentence, edtf, status): &Told<'_>| Event {
        sentence: sentences[*sentence],
        clause: sentences[*sentence],
        timex: None,
        when: Some(When::parse(edtf).unwrap()),
        status: *status,
        reported: false,
        confidence: Confidence::Medium,
        mentions: Vec::new(),
    };
    let annotations = Annotations {
        mentions: mentions(&text, names),
        entities: names.iter().map(|(name, kind)| entity(name, *kind)).collect(),
        events: told.iter().map(event).collect(),
        sentences,
        ..Annotations::default()
    };
    let hash = format!("{:0<64}", title.bytes().map(|b| format!("{b:x}")).collect::<String>());
    let paragraph = |span| Block { kind: BlockKind::Paragraph, span };
    let article = Article {
        id: title.to_owned(),
        origin: Origin { file: format!("{title}.txt"), ordinal: 0, hash: hash[..64].to_owned() },
        metadata: metadata(title, published),
        text,
        blocks: blocks.into_iter().map(paragraph).collect(),
        ..Article::default()
    };
    Arc::new(AnnotatedArticle { article, annotations })
}

fn metadata(title: &str, published: &str) -> Metadata {
    let when = When::parse(published).unwrap();
    let published = Published { text: published.to_owned(), when, from: PublishedFrom::Field };
    Metadata { title: title.to_owned(), published: Some(published), ..Metadata::default() }
}

fn blocks(paragraphs: &[&str]) -> Vec<Span> {
    let mut start = 0;
    let mut spans = Vec::new();
    for paragraph in paragraphs {
        spans.push(Span::new(start, start + paragraph.len()));
        start += paragraph.len() + 2;
    }
    spans
}

fn sentences(text: &str, block: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = block.start;
    for part in block.cut(text).split_inclusive(". ") {
        spans.push(Span::new(start, start + part.trim_end().len()));
        start += part.len();
    }
    spans
}

fn mentions(text: &str, names: &[(&str, EntityKind)]) -> Vec<Mention> {
    let of = |(entity, (name, kind)): (usize, &(&str, EntityKind))| {
        let kind = *kind;
        let places = text.match_indices(*name).map(|(at, found)| Span::new(at, at + found.len()));
        places.map(|span| Mention { span, kind, entity }).collect::<Vec<_>>()
    };
    let mut all: Vec<Mention> = names.iter().enumerate().flat_map(of).collect();
    all.sort_by_key(|mention| mention.span);
    all
}

fn entity(name: &str, kind: EntityKind) -> DocumentEntity {
    let (key, variants) = (name.to_lowercase(), vec![name.to_owned()]);
    DocumentEntity { kind, name: name.to_owned(), key, variants }
}

/// The reader at work.
pub(crate) struct Desk {
    /// Its state.
    pub(crate) state: State,
    /// What it asked of the world and this desk doesn't do.
    pub(crate) asked: Vec<Effect>,
    /// Whether the disk refuses to write.
    pub(crate) full: bool,
    /// The file that the next act goes to when the folder doesn't take it.
    pub(crate) aside: Option<String>,
    corrector: Corrector,
    finder: Finder,
    written: usize,
}

impl Desk {
    /// The reader with a dossier, in a terminal of `size`.
    pub(crate) fn open(size: (u16, u16), articles: Vec<Arc<AnnotatedArticle>>) -> Self {
        let state = State::new(Opening {
            name: "desk".to_owned(),
            size,
            settings: Settings::default(),
            depth: Depth::True,
            keymap: Keymap::default(),
            today: "2026-06-01".parse().unwrap(),
        });
        let (corrector, finder) = (Corrector::default(), Finder::default());
        let (asked, aside) = (Vec::new(), None);
        let mut desk = Self { state, asked, full: false, aside, corrector, finder, written: 0 };
        let count = articles.len();
        let finished = true;
        desk.send(Msg::Logged(Arc::default()));
        desk.send(Msg::Read(Progress {
            articles: articles.into_iter().map(Into::into).collect(),
            done: count,
            total: count,
            finished,
            ..Progress::default()
        }));
        desk
    }

    /// Presses keys such as `j g g ctrl-p enter`.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace().flat_map(|key| parse_sequence(key).unwrap()) {
            self.send(Msg::Key(key));
        }
        self
    }

    /// Types a text letter by letter.
    pub(crate) fn write(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            let key = if letter == ' ' { "space".to_owned() } else { letter.to_string() };
            self.press(&key);
        }
        self
    }

    /// Sends a message and does what follows from it.
    pub(crate) fn send(&mut self, msg: Msg) -> &mut Self {
        let mut waiting = vec![msg];
        while let Some(msg) = waiting.pop() {
            for effect in update(&mut self.state, msg) {
                waiting.extend(self.perform(effect));
            }
        }
        self
    }

    fn perform(&mut self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::Build { generation, articles, notebook, extent } => {
                let articles = self.corrector.correct(articles, &notebook.corrections);
                let dossier = Arc::new(Dossier::build(articles, &notebook.corrections));
                let found = FoundNotes::of(&dossier, notebook, &mut self.finder, extent);
                Some(Msg::Built { generation, dossier, found })
            }
            Effect::Filter { generation, holdings, query } => {
                let articles = holdings.dossier.matching(&Query::parse(&query), &holdings.marks);
                Some(Msg::Filtered { generation, articles })
            }
            Effect::Count { generation, holdings, queries } => {
                let matching = |query: &String| {
                    holdings.dossier.matching(&Query::parse(query), &holdings.marks)
                };
                Some(Msg::Counted { generation, found: queries.iter().map(matching).collect() })
            }
            Effect::Pair { generation, dossier, articles, of } => {
                Some(Msg::Paired { generation, pairs: dossier.pairs(articles, &of) })
            }
            Effect::Search { generation, holdings, query, recent } => {
                Some(Msg::Searched { generation, found: everything(&holdings, &query, &recent) })
            }
            Effect::Append { act, purpose } => {
                let result = self.append(*act);
                Some(Msg::Appended { purpose, result, aside: self.aside.take() })
            }
            Effect::KeepVersion { .. } => None,
            other => {
                self.asked.push(other);
                None
            }
        }
    }

    fn append(&mut self, act: Act) -> Result<Box<Record>, Box<dateline::tui::msg::Refused>> {
        if self.full {
            let reason = "no space left".to_owned();
            return Err(Box::new(dateline::tui::msg::Refused { act, reason }));
        }
        self.written += 1;
        let id = format!("n{}", self.written);
        let act = match act {
            Act::Note { mut note } => {
                if note.id.is_empty() {
                    note.id.clone_from(&id);
                    note.created = format!("2026-06-01T00:00:{:02}Z", self.written);
                }
                Act::Note { note }
            }
            other => other,
        };
        Ok(Box::new(Record { id, time: "2026-06-01T00:00:00Z".to_owned(), act }))
    }

    /// What has the keys, which article is open, and the word at the cursor.
    pub(crate) fn place(&self) -> String {
        let article = self.state.reader.article.and_then(|at| self.state.holdings.article(at));
        let (title, text) =
            article.map_or(("", ""), |article| (&*article.metadata.title, &*article.text));
        let word = text[self.state.reader.cursor..].split_whitespace().next().unwrap_or_default();
        format!("{}, {title}, {word}", self.state.place().name())
    }

    /// The message in the status line.
    pub(crate) fn message(&self) -> &str {
        self.state.message.as_ref().map_or("", |message| &message.text)
    }
}
