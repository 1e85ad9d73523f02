//! What speaks against a place that was chosen: where the note asks rather than guesses.
//!
//! Each of these alone is weak, and most notes with twins meet none of them. But
//! of the places that are taken and are wrong, nearly all meet one.

use super::{
    candidate::{Needle, SENTENCE},
    parting::Told,
    twin::{NEARER, Twin},
};
use crate::model::Span;

/// Whether something speaks against the place of a folded text that was chosen
/// for a needle, whose very words stand at `words`, in order.
pub(super) fn is_doubtful(needle: &Needle, text: &str, span: Span, words: &[Span]) -> bool {
    let twins: Vec<Seen<'_>> = same(needle).map(|twin| Seen::of(twin, text, span)).collect();
    let is_changed = needle.quote.len() >= SENTENCE && !words.contains(&span);
    // A twin keeps its words where the note's own are changed, but it explains no
    // more than one of the places that have them.
    let stands_elsewhere = is_changed && words.len() > twins.len();
    let is_a_twins = |turn: Span| same(needle).any(|twin| Seen::of(twin, text, turn).is_twin());
    let is_out_of_turn = in_turn(needle, words)
        .is_some_and(|turn| turn != span && !twins.iter().all(Seen::is_own) && !is_a_twins(turn));
    let one_is_gone = words.len() <= twins.len();
    let is_of_a_run = one_is_gone && same(needle).any(|twin| follows(needle, twin));
    let is_theirs =
        |twin: &Seen<'_>| one_is_gone || stood_here(needle, twin.twin, text, span, words);
    let may_be = |twin: &Seen<'_>| twin.speaks() || twin.may_stand_here() && is_theirs(twin);
    stands_elsewhere || is_out_of_turn || is_of_a_run || twins.iter().any(may_be)
}

/// Code points that may stand between places that follow one another.
const BETWEEN: usize = 4;

/// Whether a twin stood next to the note: of words that are said over and over,
/// those that are left stand beside the same words, whichever are gone.
fn follows(needle: &Needle, twin: &Twin) -> bool {
    twin.start.abs_diff(needle.start) <= needle.quote.chars().count() + BETWEEN
}

/// Whether a twin stood much nearer to a place than the note did, and isn't now
/// where it would be if both had moved by as much: then the note has moved alone.
fn stood_here(needle: &Needle, twin: &Twin, text: &str, span: Span, words: &[Span]) -> bool {
    let here = Span::new(0, span.start).cut(text).chars().count();
    let moved = here.abs_diff(needle.start);
    let beside = |place: usize| (twin.start + here).abs_diff(needle.start + place);
    here.abs_diff(twin.start) * NEARER < moved
        && !starts(text, words).any(|place| beside(place) * NEARER <= moved)
}

/// Where places begin that follow one another, in code points. Linear in the
/// text, however many there are.
fn starts(text: &str, places: &[Span]) -> impl Iterator<Item = usize> {
    let (mut read, mut points) = (0, 0);
    places.iter().map(move |place| {
        points += Span::new(read, place.start).cut(text).chars().count();
        read = place.start;
        points
    })
}

/// The places that held the very words of the note.
fn same(needle: &Needle) -> impl Iterator<Item = &Twin> {
    needle.twins.iter().filter(|twin| twin.same)
}

/// The place whose turn is the note's, where as many hold its words as did.
fn in_turn(needle: &Needle, words: &[Span]) -> Option<Span> {
    let before = same(needle).filter(|twin| twin.start < needle.start).count();
    let all = same(needle).count() + 1;
    words.get(before).copied().filter(|_| words.len() == all)
}

/// A twin, and whose the place is by what stands nearest.
struct Seen<'a> {
    twin: &'a Twin,
    near: [Told; 2],
}

impl<'a> Seen<'a> {
    fn of(twin: &'a Twin, text: &str, span: Span) -> Self {
        Self { twin, near: twin.nearest(text, span) }
    }

    /// Whether a side says that it is the note's own.
    fn is_own(&self) -> bool {
        self.near.contains(&Told::Own)
    }

    /// Whether a side says that it is the twin, and none that it is the note's own.
    fn is_twin(&self) -> bool {
        self.speaks() && !self.is_own()
    }

    /// Whether a side says that it is the twin.
    fn speaks(&self) -> bool {
        self.near.contains(&Told::Twin)
    }

    /// Whether nothing tells the place from the twin.
    fn may_stand_here(&self) -> bool {
        self.near == [Told::Nothing; 2] && self.twin.shares_context()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{parting::Parting, surroundings::Surroundings},
        *,
    };

    const WORDS: &str = "the pier";

    /// A note on the first of two piers; the words after both part at once.
    fn first_of_two() -> Needle {
        let text = "the pier at dawn was cold. the pier at noon was warm.";
        let [own, other] = [Span::new(0, 8), Span::new(27, 35)];
        let twin = Twin { start: 27, like: 90, same: true, ..Twin::default() };
        let twins = vec![twin.apart(text, other, own)];
        Needle { quote: WORDS.to_owned(), twins, ..Needle::default() }
    }

    /// Whether the note's place is in doubt if the pier of this number is taken.
    fn doubts(text: &str, taken: usize) -> bool {
        let words: Vec<Span> =
            text.match_indices(WORDS).map(|(at, it)| Span::new(at, at + it.len())).collect();
        is_doubtful(&first_of_two(), text, words[taken], &words)
    }

    #[test]
    fn a_side_that_says_twin_speaks_against_a_place() {
        assert!(!doubts("then the pier at dawn was cold.", 0));
        assert!(doubts("then the pier at noon was warm.", 0));
    }

    #[test]
    fn a_place_out_of_turn_needs_a_side_that_says_own() {
        assert!(!doubts("the pier in rain, and then the pier in snow.", 0));
        assert!(doubts("the pier in rain, and then the pier in snow.", 1));
        assert!(!doubts("the pier in rain, and then the pier at dawn was cold.", 1));
        assert!(
            !doubts("so the pier at noon was warm, and the pier in snow.", 1),
            "the other is the twin"
        );
    }

    #[test]
    fn of_words_said_over_and_over_one_is_gone() {
        let twin = |start| Twin { start, same: true, ..Twin::default() };
        let needle = Needle {
            quote: WORDS.to_owned(),
            start: 10,
            twins: vec![twin(0), twin(20)],
            ..Needle::default()
        };
        let span = |start| Span::new(start, start + WORDS.len());
        let left = "the pier. the pier.";
        assert!(is_doubtful(&needle, left, span(0), &[span(0), span(10)]));
        let all = "the pier. the pier. the pier.";
        assert!(!is_doubtful(&needle, all, span(10), &[span(0), span(10), span(20)]));
        let apart = Needle { start: 40, ..needle };
        assert!(!is_doubtful(&apart, left, span(10), &[span(0), span(10)]));
    }

    /// The same note where context tells nothing.
    fn like_its_twin() -> Needle {
        let mut needle = first_of_two();
        let parting = |own: &str, twin: &str| Parting {
            same: 40,
            own: own.to_owned(),
            twin: twin.to_owned(),
        };
        let twin = &mut needle.twins[0];
        (twin.before, twin.after) = (parting("a", "b"), parting("c", "d"));
        needle
    }

    #[test]
    fn a_note_that_moved_alone_is_not_its_twin() {
        let mut needle = like_its_twin();
        needle.twins[0].start = 100;
        let doubts = |places: [usize; 2]| {
            let mut text = " ".repeat(400);
            let words = places.map(|at| Span::new(at, at + WORDS.len()));
            for word in words {
                text.replace_range(word.start..word.end, WORDS);
            }
            is_doubtful(&needle, &text, words[0], &words)
        };
        assert!(!doubts([0, 100]), "nothing has moved");
        assert!(!doubts([90, 190]), "both have moved by as much");
        assert!(doubts([95, 300]), "the first stands where the second stood");
    }

    #[test]
    fn what_shares_all_context_may_stand_where_one_of_both_is_gone() {
        let mut needle = like_its_twin();
        let (text, span) = ("then the pier in snow.", Span::new(5, 13));
        assert!(is_doubtful(&needle, text, span, &[span]));
        assert!(!is_doubtful(&needle, text, span, &[span, Span::new(20, 28)]), "both are there");
        needle.twins[0].among = Surroundings::default();
        assert!(!is_doubtful(&needle, text, span, &[span]), "nothing is known of the twin");
    }
}
