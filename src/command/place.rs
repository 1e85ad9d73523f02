//! Where a command applies, and under which head the help shows it.

/// What has the keyboard: a pane, or something laid over the panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The list of articles.
    List,
    /// The text of one article.
    Text,
    /// The timeline.
    Timeline,
    /// The text while a part of it is being selected.
    Select,
    /// A line that is typed into.
    Prompt,
    /// The finder and the command palette.
    Finder,
    /// The note editor.
    Editor,
    /// The list of notes.
    Notes,
    /// The list of entities.
    Entities,
    /// The card of one entity.
    Card,
    /// The table of entities that stand together.
    Pairs,
    /// A story's articles side by side.
    Story,
    /// A list to choose from: export formats, corrections.
    Menu,
    /// A page to read: keys, problems.
    Page,
}

impl Place {
    /// Every place, in the order of the help.
    pub const ALL: [Self; 14] = [
        Self::List,
        Self::Text,
        Self::Timeline,
        Self::Select,
        Self::Prompt,
        Self::Finder,
        Self::Editor,
        Self::Notes,
        Self::Entities,
        Self::Card,
        Self::Pairs,
        Self::Story,
        Self::Menu,
        Self::Page,
    ];

    /// The name used in help and output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Text => "text",
            Self::Timeline => "timeline",
            Self::Select => "selection",
            Self::Prompt => "prompt",
            Self::Finder => "finder",
            Self::Editor => "note editor",
            Self::Notes => "notes",
            Self::Entities => "entities",
            Self::Card => "entity card",
            Self::Pairs => "pairs",
            Self::Story => "story",
            Self::Menu => "menu",
            Self::Page => "page",
        }
    }

    /// Whether characters are typed into it, so that a plain letter is no command.
    #[must_use]
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Prompt | Self::Finder | Self::Editor)
    }
}

/// What a command is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Moving inside a pane.
    Move,
    /// Going from one thing to another.
    Go,
    /// Looking for something.
    Find,
    /// Marks, notes, corrections.
    Mark,
    /// What is shown and how.
    Show,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: [Self; 6] =
        [Self::Move, Self::Go, Self::Find, Self::Mark, Self::Show, Self::Program];

    /// The head it stands under.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Move => "moving",
            Self::Go => "going",
            Self::Find => "finding",
            Self::Mark => "marking",
            Self::Show => "showing",
            Self::Program => "program",
        }
    }
}
