//! tantivy, set up for the same task: two fields, folded, and once more by
//! stem; each word of a query as the best of exact, stemmed, misspelt and, the
//! last one, half typed.

use std::path::Path;

use tantivy::{
    Index, IndexReader, TantivyDocument, TantivyError, Term,
    collector::TopDocs,
    directory::MmapDirectory,
    query::{
        BooleanQuery, BoostQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, Query, TermQuery,
    },
    schema::{
        Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
    },
    tokenizer::{
        AsciiFoldingFilter, Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer,
        TokenizerManager,
    },
};

/// What a match in the title counts against one in the text.
const TITLE: f32 = 1.5;
/// What a reading of a word counts against the word itself.
const STEMMED: f32 = 0.8;
const HALF_TYPED: f32 = 1.5;
const MISSPELT: f32 = 1.5;

/// An index on disk.
pub struct Peer {
    index: Index,
    reader: IndexReader,
    id: Field,
    fields: [(Field, f32); 2],
    stems: Field,
}

impl Peer {
    /// Indexes articles by id, title and text.
    pub fn build(
        folder: &Path,
        articles: &[(String, String, String)],
    ) -> Result<Self, TantivyError> {
        let mut schema = Schema::builder();
        let text = |tokenizer: &str| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
            let with = indexing.set_index_option(IndexRecordOption::WithFreqsAndPositions);
            TextOptions::default().set_indexing_options(with)
        };
        let id = schema.add_text_field("id", STRING | STORED);
        let title = schema.add_text_field("title", text("folded"));
        let body = schema.add_text_field("body", text("folded"));
        let stems = schema.add_text_field("stems", text("stemmed"));
        let tokenizers = TokenizerManager::default();
        tokenizers.register("folded", folded());
        tokenizers.register("stemmed", stemmed());
        let builder = Index::builder().schema(schema.build()).tokenizers(tokenizers);
        // On this thread alone, so that its time can be compared.
        let mut writer =
            builder.single_segment_index_writer(MmapDirectory::open(folder)?, 200_000_000)?;
        for (own, headline, whole) in articles {
            let mut document = TantivyDocument::default();
            document.add_text(id, own);
            document.add_text(title, headline);
            document.add_text(body, whole);
            document.add_text(stems, format!("{headline}\n{whole}"));
            writer.add_document(document)?;
        }
        let index = writer.finalize()?;
        let reader = index.reader()?;
        Ok(Self { index, reader, id, fields: [(title, TITLE), (body, 1.0)], stems })
    }

    /// The ids of the best articles.
    pub fn search(&self, typed: &str, limit: usize) -> Result<Vec<String>, TantivyError> {
        let unfinished = !typed.ends_with(char::is_whitespace);
        let words = tokens(&mut folded(), typed);
        let last = words.len().saturating_sub(1);
        let all = words.iter().enumerate().map(|(at, word)| {
            let end = if unfinished && at == last { End::Open } else { End::Closed };
            (Occur::Should, self.word(word, end))
        });
        let query = BooleanQuery::new(all.collect());
        let searcher = self.reader.searcher();
        let best = searcher.search(&query, &TopDocs::with_limit(limit).order_by_score())?;
        let mut ids = Vec::new();
        for (_, address) in best {
            let document: TantivyDocument = searcher.doc(address)?;
            let id = document.get_first(self.id).and_then(|value| value.as_str());
            ids.extend(id.map(str::to_owned));
        }
        debug_assert!(self.index.tokenizers().get("folded").is_some());
        Ok(ids)
    }

    /// The readings of a word, of which the best counts.
    fn word(&self, word: &str, end: End) -> Box<dyn Query> {
        let mut readings: Vec<Box<dyn Query>> = Vec::new();
        for (field, weight) in self.fields {
            let term = Term::from_field_text(field, word);
            readings.push(boost(exact(&term), weight));
            let slips = forgiven(word.chars().count());
            if slips > 0 {
                let near = FuzzyTermQuery::new(term.clone(), slips, true);
                readings.push(boost(Box::new(near), weight * MISSPELT / f32::from(slips)));
            }
            if end == End::Open {
                let start = FuzzyTermQuery::new_prefix(term, 0, true);
                readings.push(boost(Box::new(start), weight * HALF_TYPED));
            }
        }
        for stem in tokens(&mut stemmed(), word) {
            readings.push(boost(exact(&Term::from_field_text(self.stems, &stem)), STEMMED));
        }
        Box::new(DisjunctionMaxQuery::new(readings))
    }
}

/// Whether a word is typed to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Open,
    Closed,
}

fn exact(term: &Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs))
}

fn boost(query: Box<dyn Query>, by: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, by))
}

/// Slips that a word of so many letters forgives, as in Dateline.
fn forgiven(letters: usize) -> u8 {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

fn folded() -> TextAnalyzer {
    let words = TextAnalyzer::builder(SimpleTokenizer::default());
    words.filter(LowerCaser).filter(AsciiFoldingFilter).build()
}

fn stemmed() -> TextAnalyzer {
    let words = TextAnalyzer::builder(SimpleTokenizer::default());
    words
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build()
}

fn tokens(analyzer: &mut TextAnalyzer, text: &str) -> Vec<String> {
    let mut all = Vec::new();
    analyzer.token_stream(text).process(&mut |token| all.push(token.text.clone()));
    all
}
