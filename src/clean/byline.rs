//! Who wrote a document: the people of the most trusted place that names any.

use super::{outlet::Outlet, people, sanitise::sanitise, visible};
use crate::ingest::{Place, RawMetadata};

/// The most people that elements may be marked with; a list of articles marks more.
const MOST_MARKED: usize = 3;

/// The authors that a document declares, shows beside its headline, or marks;
/// a later place wins only where it names people and the earlier ones don't.
pub(super) fn of(raw: &RawMetadata, found: Vec<String>, outlet: &Outlet) -> Vec<String> {
    let fields: Vec<(Place, String)> =
        raw.authors.iter().map(|(place, field)| (*place, sanitise(field))).collect();
    let of_place = |place| {
        let own = fields.iter().filter(move |(own, _)| *own == place);
        people::people(own.map(|(_, field)| field.as_str()))
    };
    let [field, linked, meta] = [Place::Field, Place::Linked, Place::Meta].map(of_place);
    let marked = Some(of_place(Place::Marked)).filter(|names| names.len() <= MOST_MARKED);
    let marked = marked.unwrap_or_default();
    let mut places = [field, linked, meta, found, marked, shown(&fields)];
    let declared = places.iter().take(3).flatten();
    // Who is declared by an account or as an agency isn't somebody that a class speaks of.
    if declared.into_iter().any(|name| !outlet.is_named(name)) {
        places[4..].iter_mut().for_each(Vec::clear);
    }
    let names = best(places, outlet);
    settled(names, outlet)
}

/// The first place that names a person, else the first that names anything.
fn best(places: [Vec<String>; 6], outlet: &Outlet) -> Vec<String> {
    let person = places.iter().position(|names| names.iter().any(|name| is_person(name, outlet)));
    let any = places.iter().position(|names| !names.is_empty());
    person.or(any).and_then(|at| places.into_iter().nth(at)).unwrap_or_default()
}

fn is_person(name: &str, outlet: &Outlet) -> bool {
    people::may_be_person(name) && !outlet.is_named(name)
}

/// The names without the outlet beside people; of a discussion, who began it.
fn settled(mut names: Vec<String>, outlet: &Outlet) -> Vec<String> {
    if names.iter().any(|name| is_person(name, outlet)) {
        names.retain(|name| !outlet.is_named(name));
    }
    if is_thread(&names) {
        names.truncate(1);
    }
    let all = names.clone();
    let is_part = |name: &str| all.iter().any(|other| other.starts_with(&format!("{name} ")));
    names.retain(|name| !is_part(name));
    names
}

/// Whether most of several names are accounts: everyone in a discussion is
/// marked as an author, and the first began it.
fn is_thread(names: &[String]) -> bool {
    let accounts = names.iter().filter(|name| !people::looks_like_name(name)).count();
    names.len() > 2 && accounts * 2 > names.len()
}

/// The people of the first element that shows any.
fn shown(fields: &[(Place, String)]) -> Vec<String> {
    let mut shown = fields.iter().filter(|(place, _)| *place == Place::Shown);
    shown.find_map(|(_, field)| visible::people_of(field)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use Place::{Linked, Marked, Meta, Shown};

    use super::*;

    /// The byline of a page of The Valley Post whose headline has `found` beside it.
    fn check(authors: &[(Place, &str)], found: &[&str], expected: &[&str]) {
        let raw = RawMetadata {
            authors: authors.iter().map(|(place, name)| (*place, (*name).to_owned())).collect(),
            publishers: vec!["The Valley Post".to_owned()],
            ..RawMetadata::default()
        };
        let found = found.iter().map(ToString::to_string).collect();
        assert_eq!(of(&raw, found, &Outlet::of(&raw)), expected, "{authors:?}");
    }

    #[test]
    fn the_most_trusted_place_with_people_wins() {
        check(&[(Linked, "Ada Quill"), (Meta, "Bo Fern")], &["Cy Moss"], &["Ada Quill"]);
        check(&[(Linked, "The Valley Post"), (Meta, "Bo Fern")], &[], &["Bo Fern"]);
        check(&[(Meta, "bfern")], &["Bo Fern"], &["Bo Fern"]);
        check(&[(Meta, "Ada Quill"), (Meta, "Valley Post")], &[], &["Ada Quill"]);
        check(&[(Meta, "The Valley Post")], &[], &["The Valley Post"]);
        check(&[(Meta, "Ada"), (Meta, "Ada Quill")], &[], &["Ada Quill"]);
        check(&[], &[], &[]);
    }

    #[test]
    fn elements_speak_where_nothing_is_declared() {
        check(&[(Shown, "Written by\nAda Quill\nMay 3, 2031")], &[], &["Ada Quill"]);
        check(&[(Shown, "Full Bio"), (Shown, "Ada Quill")], &[], &["Ada Quill"]);
        check(&[(Marked, "Ada Quill")], &[], &["Ada Quill"]);
        // An account or an agency was declared: the element is another's.
        check(&[(Meta, "rope_end"), (Shown, "Ada Quill")], &[], &["rope_end"]);
        // Elements of a list of articles.
        let list =
            [(Marked, "Ada Quill"), (Marked, "Bo Fern"), (Marked, "Cy Moss"), (Marked, "Di Reed")];
        check(&list, &[], &[]);
    }
}
