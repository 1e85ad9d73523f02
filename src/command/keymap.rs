//! Keys to commands: for each place a small tree that pending keys walk down.

use std::collections::BTreeMap;

use super::{COMMANDS, CommandId, Key, Place, Sequence, parse_sequence, print_sequence};

/// What pressed keys mean in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// A command.
    Command(CommandId),
    /// The start of longer sequences.
    More,
    /// Nothing.
    Nothing,
}

/// The keys of every command, and the trees made of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    keys: BTreeMap<CommandId, Vec<Sequence>>,
    trees: BTreeMap<Place, Node>,
}

/// A step of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Command(CommandId),
    Branch(BTreeMap<Key, Node>),
}

impl Default for Keymap {
    /// The keys of the table.
    fn default() -> Self {
        Self::changed(&BTreeMap::new())
    }
}

impl Keymap {
    /// The keys of the table, with those of some commands replaced. A key that
    /// a changed command takes is lost to the one that had it by default.
    #[must_use]
    pub fn changed(changes: &BTreeMap<CommandId, Vec<Sequence>>) -> Self {
        let mut keymap = Self { keys: BTreeMap::new(), trees: BTreeMap::new() };
        for command in COMMANDS {
            let keys = changes.get(&command.id).cloned().unwrap_or_else(|| defaults(command.keys));
            keymap.keys.insert(command.id, keys);
        }
        // Changed commands come last and so win over defaults.
        for last in [false, true] {
            for command in COMMANDS.iter().filter(|row| changes.contains_key(&row.id) == last) {
                keymap.plant(command.id);
            }
        }
        keymap.forget_lost();
        keymap
    }

    fn plant(&mut self, id: CommandId) {
        for keys in self.keys.get(&id).into_iter().flatten() {
            for place in id.command().places {
                let root =
                    self.trees.entry(*place).or_insert_with(|| Node::Branch(BTreeMap::new()));
                root.insert(keys, id);
            }
        }
    }

    /// Drops the keys that mean something else, so that help tells the truth.
    fn forget_lost(&mut self) {
        let trees = &self.trees;
        for (id, keys) in &mut self.keys {
            keys.retain(|sequence| {
                id.command()
                    .places
                    .iter()
                    .any(|place| find(trees, *place, sequence) == Lookup::Command(*id))
            });
        }
    }

    /// What `keys` mean in `place`.
    #[must_use]
    pub fn find(&self, place: Place, keys: &[Key]) -> Lookup {
        find(&self.trees, place, keys)
    }

    /// The keys of a command, the preferred first; none when it has lost them all.
    #[must_use]
    pub fn keys_of(&self, id: CommandId) -> &[Sequence] {
        self.keys.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The preferred keys of a command as text; empty when it has none.
    #[must_use]
    pub fn key_text(&self, id: CommandId) -> String {
        self.keys_of(id).first().map(|keys| print_sequence(keys)).unwrap_or_default()
    }

    /// Default keys that are hidden behind another command's in some place.
    #[must_use]
    pub fn clashes(&self) -> Vec<String> {
        let mut clashes = Vec::new();
        for command in COMMANDS {
            for keys in self.keys_of(command.id) {
                let hidden = command
                    .places
                    .iter()
                    .find(|place| self.find(**place, keys) != Lookup::Command(command.id));
                clashes.extend(hidden.map(|place| {
                    format!("{} of {} in {}", print_sequence(keys), command.name, place.name())
                }));
            }
        }
        clashes
    }
}

fn defaults(keys: &[&str]) -> Vec<Sequence> {
    keys.iter().filter_map(|text| parse_sequence(text).ok()).collect()
}

fn find(trees: &BTreeMap<Place, Node>, place: Place, keys: &[Key]) -> Lookup {
    let mut node = trees.get(&place);
    for key in keys {
        node = match node {
            Some(Node::Branch(next)) => next.get(key),
            _ => None,
        };
    }
    match node {
        Some(Node::Command(id)) => Lookup::Command(*id),
        Some(Node::Branch(_)) => Lookup::More,
        None => Lookup::Nothing,
    }
}

impl Node {
    /// Puts a command at the end of `keys`; what stood there or on the way gives way.
    fn insert(&mut self, keys: &[Key], id: CommandId) {
        let mut node = self;
        for key in keys {
            if let Self::Command(_) = node {
                *node = Self::Branch(BTreeMap::new());
            }
            let Self::Branch(next) = node else { return };
            node = next.entry(*key).or_insert_with(|| Self::Branch(BTreeMap::new()));
        }
        *node = Self::Command(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(keymap: &Keymap, place: Place, keys: &str, expected: Lookup) {
        let keys = parse_sequence(keys).unwrap();
        assert_eq!(keymap.find(place, &keys), expected, "{keys:?} in {place:?}");
    }

    #[test]
    fn keys_mean_what_the_table_says() {
        let keymap = Keymap::default();
        check(&keymap, Place::List, "j", Lookup::Command(CommandId::Down));
        check(&keymap, Place::Text, "g", Lookup::More);
        check(&keymap, Place::Text, "g g", Lookup::Command(CommandId::First));
        check(&keymap, Place::Text, "g x", Lookup::Nothing);
        check(&keymap, Place::Select, "1", Lookup::Command(CommandId::Yellow));
        check(&keymap, Place::Text, "1", Lookup::Command(CommandId::GoList));
        check(&keymap, Place::Prompt, "j", Lookup::Nothing);
        assert_eq!(keymap.key_text(CommandId::First), "g g");
    }

    #[test]
    fn a_changed_key_is_lost_to_the_one_that_had_it() {
        let changes = BTreeMap::from([(CommandId::Quit, vec![parse_sequence("j").unwrap()])]);
        let keymap = Keymap::changed(&changes);
        check(&keymap, Place::List, "j", Lookup::Command(CommandId::Quit));
        check(&keymap, Place::List, "q", Lookup::Nothing);
        check(&keymap, Place::Notes, "j", Lookup::Command(CommandId::Down));
        check(&keymap, Place::List, "down", Lookup::Command(CommandId::Down));
    }
}
