//! The article of a web page: where in the tree it stands, and what within
//! that place is not it.
//!
//! A container is chosen by what elements say of themselves (`articleBody`,
//! body-like names, `<article>`, `<main>`), accepted only where enough of the
//! page's running text stands in it, else by descending to where that text
//! lies. Names that say chrome count only for elements that don't hold much
//! of the page. What is left is judged segment by segment.

use std::collections::BTreeMap;

use scraper::Html;

use super::{
    Content,
    head::date_of_line,
    learned::{self, Declared, Line, Page, Sample, Wanted},
    metadata::Found,
    outline::{Element, Outline, Segment},
    outside::Outside,
    people, phrases,
    pieces::Piece,
    unscripted, visible,
    vocabulary::Hint,
};
use crate::{
    fold::letters,
    model::{BlockKind, Link, LinkKind, RemovedKind},
};

/// The share of the page's running text that makes a name such as `sidebar`
/// untrue, in percent; the second holds where the first leaves too little.
const TOO_MUCH_FOR_CHROME: [usize; 2] = [40, 15];

/// The share of the running text that has to be left outside chrome, in percent.
const LEFT_AT_LEAST: usize = 35;

/// Segments of a page that the classifier judges; beyond, its table would take too much memory.
const JUDGED: usize = 16_000;

/// How likely a block between others has to be for the rules' word to keep it.
/// Prose and captions are left to the classifier; headings, tables and lists that go with
/// the text around them leave a gap when they are missed.
fn enough(kind: BlockKind) -> f32 {
    match kind {
        BlockKind::Heading(_) | BlockKind::Quote | BlockKind::Code => 0.05,
        BlockKind::ListItem | BlockKind::TableRow => 0.1,
        BlockKind::Caption | BlockKind::Paragraph => 1.0,
    }
}

/// What the names of elements and the places of running text say of a page.
#[derive(Debug)]
struct Rules {
    verdicts: Vec<Option<RemovedKind>>,
    /// Why each segment is chrome by its own words.
    spoken: Vec<Option<RemovedKind>>,
    body: Range,
    outside: Outside,
}

impl Rules {
    fn of(
        outline: &Outline,
        spoken: Vec<Option<RemovedKind>>,
        declared: &Declared,
        title: &str,
    ) -> Self {
        let (verdicts, masses) = judged(outline);
        let body = container(outline, &masses);
        let body = without_comments(&spoken, &masses, body);
        let body = with_lead(outline, &verdicts, body, title);
        let outside = match declared.wanted() {
            Wanted::Article => Outside::of(outline, &spoken, declared, title),
            Wanted::Page | Wanted::Text => Outside::default(),
        };
        Self { verdicts, spoken, body, outside }
    }

    /// Whether they take a segment for a part of the article.
    fn accept(&self, at: usize, segment: &Segment) -> bool {
        let named = self.verdicts.get(at).is_none_or(Option::is_some);
        let inside = self.body.contains(&at) && self.outside.why(at).is_none();
        inside && !named && self.within(at, segment).is_none()
    }

    /// Why a segment that isn't the article isn't.
    fn why_not(&self, at: usize, segment: &Segment) -> RemovedKind {
        let verdict = self.verdicts.get(at).copied().flatten();
        let place = match segment.kind {
            BlockKind::Caption => RemovedKind::Caption,
            _ if self.body.contains(&at) => RemovedKind::Other,
            _ => RemovedKind::Menu,
        };
        let outside = self.outside.why(at);
        self.within(at, segment).or(outside).or(verdict).unwrap_or(place)
    }

    /// Why a segment inside the article's container isn't part of the article.
    fn within(&self, at: usize, segment: &Segment) -> Option<RemovedKind> {
        let spoken = self.spoken.get(at).copied().flatten();
        spoken.or_else(|| is_linked(segment).then_some(RemovedKind::Related))
    }
}

/// A page on the way to its article, as the training of the classifier asks for it.
#[derive(Debug)]
pub(super) struct Judging {
    outline: Outline,
    rules: Rules,
    /// What is asked for when they are chosen.
    wanted: Wanted,
    /// What the classifier sees of its segments; nothing of a page of very many.
    pub(super) sample: Sample,
}

impl Judging {
    /// Reads a page up to where its segments are judged. Its tree, which is
    /// larger than all that is made of it, goes before the rest is.
    pub(super) fn of(html: Html, declared: &Declared, title: &str) -> Self {
        let outline = unscripted::outline(&html);
        drop(html);
        let wanted = declared.wanted();
        let texts = || outline.segments.iter().map(|segment| segment.text.as_str());
        if outline.segments.len() > JUDGED {
            let spoken = texts().map(|text| phrases::chrome(text.trim())).collect();
            let rules = Rules::of(&outline, spoken, declared, title);
            return Self { outline, rules, wanted, sample: Sample::default() };
        }
        let lines: Vec<Line> = texts().map(Line::of).collect();
        let spoken = lines.iter().map(|line| line.spoken).collect();
        let rules = Rules::of(&outline, spoken, declared, title);
        let sample = learned::page_sample(&Page {
            outline: &outline,
            lines: &lines,
            verdicts: &rules.verdicts,
            body: rules.body.clone(),
            declared,
        });
        Self { outline, rules, wanted, sample }
    }

    /// How likely each segment is the article; of very many segments by the rules alone.
    fn judge(&self) -> Vec<f32> {
        let segments = &self.outline.segments;
        if segments.len() <= JUDGED {
            return learned::PAGE.judge(&self.sample);
        }
        let accepted = |(at, segment)| if self.rules.accept(at, segment) { 1.0 } else { 0.0 };
        segments.iter().enumerate().map(accepted).collect()
    }

    /// The texts of its segments.
    pub(super) fn texts(&self) -> Vec<String> {
        self.outline.segments.iter().map(|segment| segment.text.clone()).collect()
    }

    /// Which segments are the article, given how likely each is.
    pub(super) fn kept(&self, judged: &[f32]) -> Vec<bool> {
        let outside = &self.rules.outside;
        let without = |(at, body)| if outside.why(at).is_some() { 0.0 } else { body };
        let judged: Vec<f32> = judged.iter().copied().enumerate().map(without).collect();
        let bound = learned::bound(&self.sample.sizes, &judged, self.wanted);
        let mut kept: Vec<bool> = judged.iter().map(|probability| *probability >= bound).collect();
        let first = kept.iter().position(|kept| *kept).unwrap_or(kept.len());
        let last = kept.iter().rposition(|kept| *kept).unwrap_or_default();
        let parts = self.outline.segments.iter().zip(&judged).zip(&mut kept).enumerate();
        for (at, ((segment, probability), kept)) in parts.take(last).skip(first) {
            *kept |= *probability >= enough(segment.kind) && self.rules.accept(at, segment);
        }
        kept
    }
}

/// A range of segments.
type Range = std::ops::Range<usize>;

/// Running text before each segment, so that a range's is a difference.
struct Masses(Vec<usize>);

impl Masses {
    fn of(outline: &Outline, verdicts: &[Option<RemovedKind>]) -> Self {
        let mut sums = vec![0];
        let mut sum = 0;
        for (segment, verdict) in outline.segments.iter().zip(verdicts) {
            sum += if verdict.is_none() { mass(segment) } else { 0 };
            sums.push(sum);
        }
        Self(sums)
    }

    fn of_range(&self, first: usize, end: usize) -> usize {
        let at = |place: usize| self.0.get(place).copied().unwrap_or_default();
        at(end).saturating_sub(at(first))
    }

    fn total(&self) -> usize {
        self.0.last().copied().unwrap_or_default()
    }
}

/// How much running text a segment holds: none for short lines, headings and lists of links.
pub(super) fn mass(segment: &Segment) -> usize {
    let length = segment.text.len();
    let running = length >= 80 || length >= 25 && ends_like_prose(&segment.text);
    let prose = !matches!(segment.kind, BlockKind::Heading(_) | BlockKind::Caption);
    if running && prose { length.saturating_sub(segment.linked * 3) } else { 0 }
}

/// Whether a line ends as a sentence does, in any script.
pub(super) fn ends_like_prose(text: &str) -> bool {
    let text = text.trim_end_matches(|character: char| {
        character.is_whitespace() || "\"'”’»)]“".contains(character)
    });
    text.ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '।', '؟', '։'])
}

/// Why each segment isn't the article by the names around it, and the running text of the others.
fn judged(outline: &Outline) -> (Vec<Option<RemovedKind>>, Masses) {
    let all = Masses::of(outline, &vec![None; outline.segments.len()]);
    let [strict, lenient] = TOO_MUCH_FOR_CHROME.map(|percent| all.total() * percent / 100);
    let verdicts = verdicts(outline, &all, strict);
    let masses = Masses::of(outline, &verdicts);
    if masses.total() * 100 >= all.total() * LEFT_AT_LEAST {
        return (verdicts, masses);
    }
    let mut verdicts = self::verdicts(outline, &all, lenient);
    acquit_commonest(outline, &mut verdicts);
    let masses = Masses::of(outline, &verdicts);
    (verdicts, masses)
}

/// Takes back the reason that removes most of the text: a body cut into many
/// small elements may bear a name that means something else to its site.
fn acquit_commonest(outline: &Outline, verdicts: &mut [Option<RemovedKind>]) {
    let mut removed: BTreeMap<RemovedKind, usize> = BTreeMap::new();
    let mut all = 0;
    for (segment, verdict) in outline.segments.iter().zip(verdicts.iter()) {
        all += mass(segment);
        if let Some(kind) = verdict {
            *removed.entry(*kind).or_default() += mass(segment);
        }
    }
    // Readers' comments may well outweigh an article; only a forum is nothing else.
    removed.retain(|kind, mass| *kind != RemovedKind::Comments || *mass * 100 > all * 85);
    let commonest = removed.into_iter().max_by_key(|&(_, mass)| mass).map(|(kind, _)| kind);
    for verdict in verdicts.iter_mut().filter(|verdict| verdict.is_some() && **verdict == commonest)
    {
        *verdict = None;
    }
}

/// The nearest reason among the elements around each segment; one that holds
/// more than `most` gives none, but for readers' comments, which may be many.
fn verdicts(outline: &Outline, masses: &Masses, most: usize) -> Vec<Option<RemovedKind>> {
    let mut inherited: Vec<Option<RemovedKind>> = Vec::with_capacity(outline.elements.len());
    for element in &outline.elements {
        let held = masses.of_range(element.first, element.end);
        let own = element.says.chrome.filter(|kind| {
            held <= most || *kind == RemovedKind::Comments && held * 4 <= masses.total() * 3
        });
        let outer = inherited.get(element.parent).copied().flatten();
        inherited.push(outer.or(own));
    }
    outline
        .segments
        .iter()
        .map(|segment| inherited.get(segment.element).copied().flatten())
        .collect()
}

/// The range up to a line that heads comments, when most of its text stands before it.
fn without_comments(spoken: &[Option<RemovedKind>], masses: &Masses, body: Range) -> Range {
    let whole = masses.of_range(body.start, body.end);
    let heads = |at: &usize| spoken.get(*at) == Some(&Some(RemovedKind::Comments));
    let end = body
        .clone()
        .find(|at| masses.of_range(body.start, *at) * 100 >= whole * 30 && whole > 0 && heads(at));
    end.map_or(body.clone(), |end| body.start..end)
}

/// The range of segments that holds the article.
fn container(outline: &Outline, masses: &Masses) -> Range {
    let tiers = [(Hint::Body, 25), (Hint::Named, 40), (Hint::Article, 45), (Hint::Main, 50)];
    let hinted =
        tiers.into_iter().find_map(|(hint, percent)| hinted(outline, masses, hint, percent));
    descend(outline, masses, hinted.unwrap_or(0..outline.segments.len()))
}

/// The elements of one hint when they hold enough of the running text: the
/// largest, and of those that name a body all that are not small beside it,
/// for a body may be cut into several.
fn hinted(outline: &Outline, masses: &Masses, hint: Hint, percent: usize) -> Option<Range> {
    let held = |element: &Element| masses.of_range(element.first, element.end);
    let of_hint = || outline.elements.iter().filter(move |element| element.says.hint == hint);
    let best = of_hint().max_by_key(|element| (held(element), element.end - element.first))?;
    let most = held(best);
    let mut range = best.first..best.end;
    if hint >= Hint::Named {
        for element in of_hint().filter(|element| held(element) * 5 >= most) {
            range = range.start.min(element.first)..range.end.max(element.end);
        }
    }
    let mass = masses.of_range(range.start, range.end);
    (mass * 100 >= masses.total() * percent && mass > 140).then_some(range)
}

/// From a range down to the smallest element that still holds nearly all of its running text.
///
/// Elements stand in document order, so one pass finds the chain: each next
/// one that lies in the range so far and keeps enough takes its place.
fn descend(outline: &Outline, masses: &Masses, range: Range) -> Range {
    let mut range = range;
    for element in &outline.elements {
        let inside = range.start <= element.first && element.end <= range.end;
        let held = masses.of_range(element.first, element.end);
        let whole = masses.of_range(range.start, range.end);
        if inside && element.end - element.first > 1 && held * 100 >= whole * 88 && whole > 0 {
            range = element.first..element.end;
        }
    }
    range
}

/// The range with a lead that stands between the headline and it.
fn with_lead(
    outline: &Outline,
    verdicts: &[Option<RemovedKind>],
    body: Range,
    title: &str,
) -> Range {
    let before = outline
        .segments
        .iter()
        .take(body.start)
        .rposition(|line| is_headline(line.kind, &line.text, title));
    let Some(headline) = before else {
        return body;
    };
    let between = headline + 1..body.start;
    let lead = between.clone().find(|&at| {
        let running = outline.segments.get(at).is_some_and(|segment| mass(segment) > 0);
        running && verdicts.get(at).is_some_and(Option::is_none)
    });
    let near = between.len() <= 40;
    lead.filter(|_| near).map_or(body.clone(), |at| at..body.end)
}

/// Whether a line is the headline: the first-level heading, or one that says the title.
pub(super) fn is_headline(kind: BlockKind, text: &str, title: &str) -> bool {
    match kind {
        BlockKind::Heading(1) => true,
        BlockKind::Heading(_) => same_words(text, title),
        _ => false,
    }
}

/// Whether two lines are the same but for case, marks and white space.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let mut one = letters(one).peekable();
    one.peek().is_some() && one.eq(letters(other))
}

/// Each segment as a piece, in document order; its text becomes the piece's.
fn judge(outline: &mut Outline, rules: &Rules, kept: &[bool], title: &str) -> Vec<Piece<'static>> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(outline.segments.len());
    for (at, (segment, kept)) in outline.segments.iter_mut().zip(kept).enumerate() {
        let reason =
            headline(segment, title).or_else(|| (!kept).then(|| rules.why_not(at, segment)));
        let text = std::mem::take(&mut segment.text);
        pieces.push(match reason {
            Some(kind) => Piece::Removed(kind, text.into()),
            None => Piece::Kept(segment.kind, text.into()),
        });
    }
    drop_bare_headings(&mut pieces);
    drop_head_lines(&mut pieces);
    pieces
}

/// Short lines before the first paragraph of prose that only say who wrote the
/// article, or when, go out: they are kept as metadata.
fn drop_head_lines(pieces: &mut [Piece]) {
    for piece in pieces {
        let Piece::Kept(kind, text) = piece else { continue };
        if *kind == BlockKind::Paragraph && ends_like_prose(text) {
            return;
        }
        if let Some(kind) = head_line(text) {
            *piece = Piece::Removed(kind, std::mem::take(text));
        }
    }
}

fn head_line(text: &str) -> Option<RemovedKind> {
    if people::byline(text).is_some() {
        return Some(RemovedKind::Byline);
    }
    date_of_line(text).map(|_| RemovedKind::Date)
}

fn headline(segment: &Segment, title: &str) -> Option<RemovedKind> {
    let is = segment.kind == BlockKind::Heading(1) || same_words(&segment.text, title);
    is.then_some(RemovedKind::Title)
}

/// Whether a segment is little but links.
fn is_linked(segment: &Segment) -> bool {
    let text = segment.text.trim();
    let prose = ends_like_prose(text) && text.len() > 100;
    segment.link_density() >= 80 && !prose
}

/// A heading over nothing but removed pieces goes with them.
fn drop_bare_headings(pieces: &mut [Piece]) {
    let mut follows: Option<u8> = Some(0);
    let mut removed_between = true;
    for piece in pieces.iter_mut().rev() {
        match piece {
            Piece::Removed(..) => removed_between = true,
            Piece::Kept(BlockKind::Heading(level), text) => {
                let bare = removed_between && follows.is_some_and(|next| next <= *level);
                if bare {
                    *piece = Piece::Removed(RemovedKind::Related, std::mem::take(text));
                } else {
                    follows = Some(*level);
                    removed_between = false;
                }
            }
            Piece::Kept(..) => {
                follows = None;
                removed_between = false;
            }
        }
    }
}

/// Reads a page; `title` is what it declares first.
pub(super) fn read(html: Html, declared: &Declared, title: &str) -> Content {
    let page = Judging::of(html, declared, title);
    let kept = page.kept(&page.judge());
    let Judging { mut outline, rules, sample, .. } = page;
    drop(sample);
    let pieces = judge(&mut outline, &rules, &kept, title);
    let found =
        Found { title: headline_text(&outline, &pieces), ..around(&outline, &pieces, title) };
    let links = links(std::mem::take(&mut outline.links), &pieces);
    drop((outline, rules));
    Content::of(pieces, links, found)
}

/// What the lines around the headline say of the article.
fn around(outline: &Outline, pieces: &[Piece], title: &str) -> Found {
    let body = pieces.iter().position(|piece| matches!(piece, Piece::Kept(..)));
    let body = body.unwrap_or(pieces.len());
    let mut upto = outline.segments.iter().zip(pieces).take(body + 1);
    let headline =
        upto.rposition(|(segment, piece)| is_headline(segment.kind, piece.text(), title));
    let lines: Vec<&str> = pieces.iter().map(|piece| piece.text().trim()).collect();
    headline.map(|at| visible::read(&lines, at, body)).unwrap_or_default()
}

fn headline_text(outline: &Outline, pieces: &[Piece]) -> Option<String> {
    let mut segments = outline.segments.iter().zip(pieces);
    let first = segments.find(|(segment, _)| segment.kind == BlockKind::Heading(1));
    first.map(|(_, piece)| piece.text().to_owned())
}

/// The links with the part they play, told by the piece they stand in: those
/// of chrome go with it, but for other articles.
pub(super) fn links(links: Vec<(usize, Link)>, pieces: &[Piece]) -> Vec<Link> {
    links
        .into_iter()
        .filter_map(|(at, link)| Some(Link { kind: part(&link, at, pieces)?, ..link }))
        .collect()
}

fn part(link: &Link, at: usize, pieces: &[Piece]) -> Option<LinkKind> {
    let around = pieces.get(at).or_else(|| pieces.last());
    match around {
        Some(Piece::Kept(..)) => Some(link.kind),
        Some(Piece::Removed(RemovedKind::Related, _)) if link.kind == LinkKind::Inline => {
            Some(LinkKind::Related)
        }
        _ => None,
    }
}
