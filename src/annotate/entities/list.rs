//! Lists of names: members that nothing tells of are of the kind that another is.

use crate::{
    annotate::entities::{
        candidate::Candidate,
        lexicon::Classes,
        reading::Reading,
        token::{Shape, Token},
        typing::Votes,
    },
    model::EntityKind,
};

/// Votes that make a member sure, and fewer than which leave one open.
const SURE: i32 = 6;
const OPEN: i32 = 4;

/// Votes below which a system's neighbour in a list becomes one: a lone
/// acronym has as many for an organisation.
const OPEN_TO_SYSTEM: i32 = 9;

/// Words and marks between two members at most.
const GAP: usize = 8;

/// Gives open members of a list the kind that a sure one has. One pass.
pub(super) fn spread(reading: &Reading<'_>, candidates: &[Candidate], votes: &mut [Votes]) {
    let mut start = 0;
    while start < candidates.len() {
        let end = end(reading, candidates, start);
        let members = votes.get_mut(start..end).unwrap_or_default();
        if let Some(kind) = sure_kind(members) {
            for votes in members {
                adopt(votes, kind);
            }
        }
        start = end;
    }
}

/// The kind of the surest member, systems first.
fn sure_kind(members: &[Votes]) -> Option<EntityKind> {
    if members.len() < 2 {
        return None;
    }
    let winners = || members.iter().filter_map(Votes::winner);
    if winners().any(|(kind, count)| kind == EntityKind::System && count >= SURE) {
        return Some(EntityKind::System);
    }
    let surest = winners().max_by_key(|(_, count)| *count)?;
    (surest.1 >= SURE).then_some(surest.0)
}

fn adopt(votes: &mut Votes, kind: EntityKind) {
    let count = votes.winner().map_or(0, |(_, count)| count);
    if kind == EntityKind::System && count < OPEN_TO_SYSTEM {
        votes.add(kind, OPEN_TO_SYSTEM);
        votes.barred = false;
    } else if count < OPEN && !votes.barred {
        votes.add(kind, OPEN);
    }
}

/// The end of the list of candidates that begins with the one at `start`.
fn end(reading: &Reading<'_>, candidates: &[Candidate], start: usize) -> usize {
    let mut end = start + 1;
    while let (Some(one), Some(next)) = (candidates.get(end - 1), candidates.get(end)) {
        let is_near = one.line.start == next.line.start && next.start - one.end <= GAP;
        if !is_near || !is_list_gap(reading.slice(one.end, next.start)) {
            break;
        }
        end += 1;
    }
    end
}

/// A comma, `and` or `or`, with nothing but nouns of systems beside.
fn is_list_gap(words: &[Token]) -> bool {
    let arms = Classes::SYSTEM_CUE | Classes::SYSTEM_BETWEEN | Classes::SYSTEM_WEAK_CUE;
    let joins = |word: &Token| word.is(",") || word.is("and") || word.is("or");
    let passes = |word: &Token| {
        joins(word)
            || word.is("the")
            || word.is("a")
            || word.is("an")
            || word.shape == Shape::Number
            || word.is("-")
            || word.shape == Shape::Lower && (word.any(arms) || word.glued || word.is("anti"))
    };
    words.iter().any(joins) && words.iter().all(passes)
}
