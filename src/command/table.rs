//! The table itself: every command with its name, keys, places and help.

use super::{
    Group::{self, Find, Go, Mark, Move, Program, Show},
    Place::{
        self, Card, Editor, Entities, Finder, List, Menu, Notes, Page, Pairs, Prompt, Select,
        Story, Text, Timeline,
    },
};

/// A command: what a key, the palette and the help speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// Which one.
    pub id: CommandId,
    /// Its name in the palette, the help and `keymap.toml`.
    pub name: &'static str,
    /// The default keys, each a sequence such as `j` or `g g`.
    pub keys: &'static [&'static str],
    /// Where its keys count.
    pub places: &'static [Place],
    /// The head it stands under.
    pub group: Group,
    /// What it does, in one line.
    pub help: &'static str,
}

impl CommandId {
    /// Its row of the table.
    #[must_use]
    pub fn command(self) -> &'static Command {
        // The enum and the table are written by one macro, in one order.
        COMMANDS.get(self as usize).unwrap_or(&COMMANDS[0])
    }

    /// The command of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        COMMANDS.iter().find(|command| command.name == name).map(|command| command.id)
    }
}

/// The three panes.
const PANES: &[Place] = &[List, Text, Timeline];
/// Text with a cursor.
const CURSOR: &[Place] = &[Text, Select];
/// The panes and the list of notes.
const NOTED: &[Place] = &[List, Text, Timeline, Notes];
/// The panes and what shows names.
const CORRECTED: &[Place] = &[List, Text, Timeline, Entities, Card];
/// Where acts can be taken back.
const UNDONE: &[Place] = &[List, Text, Timeline, Notes, Entities, Card];
/// Where a colour is chosen.
const COLOURED: &[Place] = &[Select, Notes];
/// Where there is a left and a right.
const SIDEWAYS: &[Place] = &[Text, Select, Story];
/// Wherever there are lines to move over and letters are not typed.
const LINES: &[Place] =
    &[List, Text, Timeline, Select, Notes, Entities, Card, Pairs, Story, Menu, Page];
/// What lies over the panes and isn't typed into.
const SHEETS: &[Place] = &[Notes, Entities, Card, Pairs, Story, Menu, Page];
/// Where Enter chooses a row.
const ROWS: &[Place] = &[List, Text, Timeline, Notes, Entities, Card, Pairs, Story, Menu];
/// Where an entity is selected, or two of them.
const NAMED: &[Place] = &[Entities, Card, Pairs];
/// Where kinds of entities are seen.
const KINDS: &[Place] = &[List, Text, Timeline, Entities];
/// Where Enter ends what was typed.
const TYPED: &[Place] = &[Prompt, Finder];
/// Everywhere.
const ALL: &[Place] = &Place::ALL;

/// Writes the enum and the table from one list, so that they can't differ.
macro_rules! commands {
    ($($id:ident $name:literal $keys:tt $places:expr, $group:expr, $help:literal;)*) => {
        /// Every command by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CommandId {
            $(#[doc = $help] $id,)*
        }

        /// Every command, in the order of the help.
        pub const COMMANDS: &[Command] = &[$(Command {
            id: CommandId::$id,
            name: $name,
            keys: &$keys,
            places: $places,
            group: $group,
            help: $help,
        },)*];
    };
}

commands! {
    Down "down" ["j", "down"] LINES, Move, "Go down a line";
    Up "up" ["k", "up"] LINES, Move, "Go up a line";
    PageDown "page-down" ["space", "ctrl-f", "pagedown"] LINES, Move, "Go down a page";
    PageUp "page-up" ["ctrl-b", "pageup"] LINES, Move, "Go up a page";
    HalfDown "half-page-down" ["ctrl-d"] LINES, Move, "Go down half a page";
    HalfUp "half-page-up" ["ctrl-u"] LINES, Move, "Go up half a page";
    First "first" ["g g", "home"] LINES, Move, "Go to the start";
    Last "last" ["G", "end"] LINES, Move, "Go to the end";
    Left "left" ["h", "left"] SIDEWAYS, Move, "Go left a character or column";
    Right "right" ["l", "right"] SIDEWAYS, Move, "Go right a character or column";
    NextWord "next-word" ["w"] CURSOR, Move, "Go to the next word";
    PreviousWord "previous-word" ["b"] CURSOR, Move, "Go to the previous word";
    LineStart "line-start" ["0"] CURSOR, Move, "Go to the start of the line";
    LineEnd "line-end" ["$"] CURSOR, Move, "Go to the end of the line";
    NextSentence "next-sentence" [")"] CURSOR, Move, "Go to the next sentence";
    PreviousSentence "previous-sentence" ["("] CURSOR, Move, "Go to the previous sentence";
    NextBlock "next-paragraph" ["}"] CURSOR, Move, "Go to the next paragraph";
    PreviousBlock "previous-paragraph" ["{"] CURSOR, Move, "Go to the previous paragraph";
    NextResult "next-result" ["down", "ctrl-n", "ctrl-j"] &[Finder], Move, "Go to the next result";
    PreviousResult "previous-result" ["up", "ctrl-p"] &[Finder], Move, "Go to the previous result";
    EarlierQuery "earlier-query" ["alt-up"] &[Finder], Move, "Ask what was asked before";
    LaterQuery "later-query" ["alt-down"] &[Finder], Move, "Ask what was asked after that";

    Open "open" ["enter"] ROWS, Go, "Open what is selected";
    NextPane "next-pane" ["tab"] PANES, Go, "Go to the next pane";
    PreviousPane "previous-pane" ["shift-tab"] PANES, Go, "Go to the previous pane";
    GoList "list" ["1"] PANES, Go, "Go to the list";
    GoText "text" ["2"] PANES, Go, "Go to the text";
    GoTimeline "timeline" ["3"] PANES, Go, "Go to the timeline";
    NextArticle "next-article" ["J"] PANES, Go, "Open the next article";
    PreviousArticle "previous-article" ["K"] PANES, Go, "Open the previous article";
    NextMention "next-mention" ["]"] CURSOR, Go, "Go to the next mention of the entity here";
    PreviousMention "previous-mention" ["["] CURSOR, Go, "Go to its previous mention";
    Back "back" ["ctrl-o", "H", "alt-left"] PANES, Go, "Go back to where I was";
    Forward "forward" ["ctrl-i", "L", "alt-right"] PANES, Go, "Go forward again";
    ShowEntry "show-entry" ["."] &[Text], Go, "Go from this sentence to its timeline entry";
    OpenLink "open-link" ["o"] PANES, Go, "Open the link here, or the article's address";
    Escape "escape" ["esc"] ALL, Go, "Go back one level";

    Find "find" ["/"] PANES, Find, "Find in the article";
    NextHit "next-hit" ["n"] PANES, Find, "Go to the next hit";
    PreviousHit "previous-hit" ["N"] PANES, Find, "Go to the previous hit";
    Finder "finder" ["f", "ctrl-p"] PANES, Find, "Find anything in the dossier";
    FilterList "filter" ["F"] &[List, Text], Find, "Filter the list by a query";
    SaveSearch "save-search" ["ctrl-s"] &[List, Prompt, Finder], Find, "Save the query or filter under a name";
    ForgetSearch "forget-search" ["d", "delete"] &[List], Find, "Forget the saved search";
    FilterTimeline "filter-timeline" ["F"] &[Timeline], Find, "Filter the timeline by a query";
    FilterAround "only-around" ["a"] &[Timeline], Find, "Only the ten entries around this one";
    FilterEntities "filter-entities" ["/"] &[Entities], Find, "Filter the entities by name";
    FilterNotes "filter-notes" ["/", "F"] &[Notes], Find, "Filter the notes by a query";
    Complete "complete" ["tab"] &[Prompt], Find, "Complete the tag";
    Palette "palette" [":", "ctrl-k"] PANES, Find, "Choose a command by name";
    Accept "accept" ["enter"] TYPED, Find, "Take what was typed or chosen";

    Select "select" ["v"] &[Text], Mark, "Select by character";
    SelectSentence "select-sentence" ["V"] CURSOR, Mark, "Select by sentence";
    SwapEnds "swap-ends" ["o"] &[Select], Mark, "Go to the selection's other end";
    Highlight "highlight" ["m"] CURSOR, Mark, "Highlight the selection or sentence";
    Yellow "highlight-1" ["1"] COLOURED, Mark, "Highlight in the first colour";
    Green "highlight-2" ["2"] COLOURED, Mark, "Highlight in the second colour";
    Blue "highlight-3" ["3"] COLOURED, Mark, "Highlight in the third colour";
    Pink "highlight-4" ["4"] COLOURED, Mark, "Highlight in the fourth colour";
    Purple "highlight-5" ["5"] COLOURED, Mark, "Highlight in the fifth colour";
    AddNote "note" ["a"] &[Text, Select, Notes], Mark, "Write a note on it";
    RemoveNote "remove-note" ["d", "delete"] &[Text, Notes], Mark, "Take the note away";
    SaveNote "save-note" ["ctrl-s", "alt-enter"] &[Editor], Mark, "Keep the note";
    OutsideEditor "outside-editor" ["ctrl-g"] &[Editor], Mark, "Write on in the editor of $EDITOR";
    NoteTags "note-tags" ["g t"] &[Text, Select, Notes], Mark, "Change the tags of the note";
    AttachNote "attach-note" ["p"] &[Notes], Mark, "Put the note on other words";
    ToggleRead "read" ["r"] PANES, Mark, "Mark the article read or unread";
    ToggleStar "star" ["*"] PANES, Mark, "Give the article a star or take it";
    Tag "tag" ["#"] NOTED, Mark, "Put a tag on the article or note, or off";
    Correct "correct" ["c"] CORRECTED, Mark, "Correct a date, entry or name; add an event";
    Strike "strike" ["X"] &[Text], Mark, "Take this block out, or this removed line in";
    Undo "undo" ["u"] UNDONE, Mark, "Take the last act back";
    Redo "redo" ["ctrl-r"] UNDONE, Mark, "Do it again";
    Copy "copy" ["y"] &[List, Text, Timeline, Select, Notes], Mark, "Copy with the source";
    Notes "notes" ["'"] PANES, Mark, "List all notes";
    MergeLogs "merge-logs" ["g l"] PANES, Mark, "Take in copies of the notes by a sync tool";
    Export "export" ["x"] &[List, Text, Timeline, Notes], Mark, "Export notes or timeline";

    ToggleTimeline "toggle-timeline" ["t"] PANES, Show, "Show or hide the timeline";
    Entities "entities" ["e", "4"] PANES, Show, "List the entities";
    EntityScope "entity-scope" ["s"] &[Entities], Show, "Entities of the article or of all";
    EntityKind "entity-kind" ["K"] &[Entities], Show, "Show one kind of entity after another";
    Kinds "kinds" ["g k"] KINDS, Show, "Switch kinds of entities off or on";
    Together "together" ["w"] &[Entities, Card], Show, "Show which entities stand together";
    FilterByEntity "only-entity" ["t"] NAMED, Show, "Only this entity in the timeline";
    ListByEntity "only-naming" ["f"] NAMED, Show, "Only articles that name this entity";
    EntityHere "entity-here" ["E"] &[Text, Timeline], Show, "Only the entity here in the timeline";
    Zen "zen" ["z"] PANES, Show, "Show nothing but the text";
    Layer "layer" ["R"] PANES, Show, "Step from clean text to removed chrome to raw";
    Changes "changes" ["D"] PANES, Show, "Show what changed since the version before";
    Stories "story" ["S"] PANES, Show, "Show the story's articles side by side";
    GroupStories "group-stories" ["g s"] PANES, Show, "Group the list by story";
    NotesOrder "notes-order" ["s"] &[Notes], Show, "Notes by article, by tag or by time";
    Sort "sort" ["s"] &[List], Show, "Sort the list another way";
    ZoomIn "zoom-in" ["+", "="] PANES, Show, "Finer periods in the timeline";
    ZoomOut "zoom-out" ["-"] PANES, Show, "Coarser periods in the timeline";
    FilterStatus "only-status" ["s"] &[Timeline], Show, "Only past, ongoing or planned entries";
    FilterTrust "only-sure" ["d"] &[Timeline], Show, "Clear, dated or all entries";
    FilterArticle "only-article" ["A"] PANES, Show, "Only this article in the timeline";
    ClearFilters "clear-filters" ["backspace"] PANES, Show, "Show everything again";
    Reason "reason" ["i"] PANES, Show, "Show or hide why an entry has its date";
    Theme "theme" ["T"] PANES, Show, "Change the theme";
    Mouse "mouse" ["g m"] PANES, Show, "Turn the mouse on or off";
    Problems "problems" ["!"] PANES, Show, "List what couldn't be read";

    Help "help" ["?"] LINES, Program, "Show the keys of this place";
    Close "close" ["q"] SHEETS, Program, "Close this";
    Quit "quit" ["q"] PANES, Program, "Quit";
    Interrupt "interrupt" ["ctrl-c"] ALL, Program, "Quit from anywhere";
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::command::{Keymap, parse_sequence};

    #[test]
    fn every_row_is_whole() {
        let mut names = BTreeSet::new();
        for command in COMMANDS {
            assert!(names.insert(command.name), "{} twice", command.name);
            assert_eq!(command.id.command(), command);
            assert!(!command.help.is_empty() && !command.help.ends_with('.'), "{}", command.name);
            assert!(command.help.len() <= 50, "{}: {}", command.name, command.help);
            assert!(!command.keys.is_empty() && !command.places.is_empty(), "{}", command.name);
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_place() {
        let mut taken = BTreeMap::new();
        for command in COMMANDS {
            for (place, key) in command
                .places
                .iter()
                .flat_map(|place| command.keys.iter().map(move |key| (place, key)))
            {
                let sequence = parse_sequence(key).unwrap();
                let before = taken.insert((*place, sequence), command.name);
                assert_eq!(before, None, "{key} in {} for {}", place.name(), command.name);
            }
        }
        assert_eq!(Keymap::default().clashes(), Vec::<String>::new());
    }

    #[test]
    fn where_letters_are_typed_no_letter_is_a_command() {
        for command in COMMANDS {
            if command.places.iter().any(|place| place.takes_text()) {
                for key in command.keys {
                    assert!(parse_sequence(key).unwrap()[0].typed().is_none(), "{}", command.name);
                }
            }
        }
    }
}
