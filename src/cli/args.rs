//! The command line, as typed: what each command takes. Nothing is opened here.

use std::{ffi::OsString, path::PathBuf};

use clap::{
    Args, CommandFactory, Parser, Subcommand, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser},
};

use crate::{command::Theme, export::Format, model::Precision, note::Colour};

/// A terminal reader for dossiers of collected articles.
///
/// Without a command, the reader opens. Without a path, the demo dossier is
/// used; `-` reads standard input. Positions in output are code points of an
/// article's text, end exclusive.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "dateline",
    version,
    override_usage = "dateline [OPTIONS] [PATH]...\n       dateline [OPTIONS] COMMAND [ARGUMENTS]",
    after_help = "Exit status: 0; 1 nothing was found; 2 an error.",
    disable_help_subcommand = true,
    subcommand_required = true
)]
pub struct Invocation {
    /// What holds for every command.
    #[command(flatten)]
    pub everywhere: Everywhere,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// The head in the help under which these stand.
const EVERYWHERE: &str = "Options of every command";

/// Options that every command takes.
#[derive(Clone, Debug, Default, Args)]
pub struct Everywhere {
    /// Keep everything that is written (notes, cache, settings) below this folder
    /// [environment: `DATELINE_HOME`]
    #[arg(long, value_name = "DIR", global = true, help_heading = EVERYWHERE)]
    pub home: Option<PathBuf>,
    /// When colours are used; `NO_COLOR` in the environment means never
    #[arg(long, value_name = "WHEN", global = true, help_heading = EVERYWHERE, default_value = "auto")]
    pub color: ColourWhen,
    /// The reader's theme
    #[arg(long, value_name = "NAME", global = true, help_heading = EVERYWHERE, value_parser = themes())]
    pub theme: Option<String>,
    /// Leave the mouse to the terminal
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub no_mouse: bool,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColourWhen {
    /// When the terminal has them and `NO_COLOR` is not set.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Open the reader (the default)
    Open(Paths),
    /// Print cleaned articles
    Clean(Listing),
    /// Print time expressions with their values and reasons
    Dates(Listing),
    /// Print named entities, of each article or of all together
    Entities(EntitiesArgs),
    /// Print the events that the articles tell, in time order
    Timeline(TimelineArgs),
    /// Find articles
    Search(SearchArgs),
    /// Print articles that tell the same story, and what each alone says
    Stories(Listing),
    /// Add, list, remove or import notes
    Notes {
        /// What to do.
        #[command(subcommand)]
        act: NotesCommand,
    },
    /// Write notes, sources and the timeline in another program's format
    Export(ExportArgs),
    /// Make the search index ahead of the first search
    Index(Paths),
    /// Print what the cache takes; deleting it loses nothing
    Cache {
        /// Delete it
        #[arg(long)]
        clear: bool,
    },
    /// Print the table of keys
    Keys,
    /// Print the settings in force and where they are read
    Config,
    /// Print completions for a shell
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// Files, folders and `-`.
#[derive(Clone, Debug, Default, Args)]
pub struct Paths {
    /// Files, folders (read whole), `-` for standard input; none for the demo
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// Paths and a form of output.
#[derive(Clone, Debug, Args)]
pub struct Listing {
    /// The form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Form,
    /// What to read.
    #[command(flatten)]
    pub paths: Paths,
}

/// Forms of output that lists have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people.
    Text,
    /// A JSON object a line.
    Jsonl,
    /// One JSON array.
    Json,
}

/// Arguments of `entities`.
#[derive(Clone, Debug, Args)]
pub struct EntitiesArgs {
    /// Each entity of the dossier once: forms, articles, first and last mention, company, events
    #[arg(long, conflicts_with = "together")]
    pub merged: bool,
    /// Every two entities that stand in one sentence, and how often
    #[arg(long)]
    pub together: bool,
    /// The form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: EntitiesForm,
    /// What to read.
    #[command(flatten)]
    pub paths: Paths,
}

/// Forms of entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EntitiesForm {
    /// For people.
    Text,
    /// A JSON object a line.
    Jsonl,
    /// One JSON array.
    Json,
    /// A table for spreadsheets.
    Csv,
}

/// Arguments of `timeline`.
#[derive(Clone, Debug, Args)]
pub struct TimelineArgs {
    /// Only events in which this entity takes part; several must all take part
    #[arg(long, value_name = "NAME")]
    pub entity: Vec<String>,
    /// Only events that end on this date or later (2025, 2025-06, 2025-06-25)
    #[arg(long, value_name = "DATE")]
    pub after: Option<String>,
    /// Only events that begin before this date
    #[arg(long, value_name = "DATE")]
    pub before: Option<String>,
    /// Only events of this status; several are joined
    #[arg(long, value_name = "STATUS")]
    pub status: Vec<StatusName>,
    /// Only events known this exactly (day, month, year, range …); several are joined
    #[arg(long, value_name = "PRECISION", value_parser = precisions())]
    pub precision: Vec<String>,
    /// Only events that this article (file name, id or address) tells; several are joined
    #[arg(long, value_name = "ARTICLE")]
    pub source: Vec<String>,
    /// How sure the dates must be; all with --entity, else clear
    #[arg(long, value_name = "TRUST")]
    pub trust: Option<TrustName>,
    /// Only the events around this date, as many as --count says
    #[arg(long, value_name = "DATE")]
    pub around: Option<String>,
    /// How many events around a date
    #[arg(long, value_name = "N", default_value = "10", requires = "around")]
    pub count: usize,
    /// The form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: TimelineForm,
    /// What to read.
    #[command(flatten)]
    pub paths: Paths,
}

/// Statuses of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatusName {
    /// It has happened.
    Past,
    /// It goes on.
    Ongoing,
    /// It is planned or expected.
    Planned,
}

/// How sure dates must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TrustName {
    /// Every event, also those that only their place in the article puts on its day.
    All,
    /// None of those.
    Clear,
    /// Only events that words of the text date.
    Dated,
}

/// Forms of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TimelineForm {
    /// For people.
    Text,
    /// One JSON object.
    Json,
    /// A table.
    Csv,
    /// For TimelineJS.
    Timelinejs,
    /// For vis-timeline.
    Vis,
    /// For calendars.
    Ics,
    /// For Mermaid.
    Mermaid,
    /// With quotations and sources.
    Markdown,
}

/// Arguments of `search`.
#[derive(Clone, Debug, Args)]
pub struct SearchArgs {
    /// Words, "phrases", -exclusions and filters (who: in: after: before: is: tag:)
    #[arg(value_name = "QUERY", allow_hyphen_values = true, required_unless_present = "queries")]
    pub query: Option<OsString>,
    /// Answer many queries: JSON Lines of {"id","query"}
    #[arg(long, value_name = "FILE")]
    pub queries: Option<PathBuf>,
    /// The most articles to print for a query
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// The form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Form,
    /// What to read.
    #[command(flatten)]
    pub paths: Paths,
}

/// What can be done with notes.
#[derive(Clone, Debug, Subcommand)]
pub enum NotesCommand {
    /// Add a note and print its id once it is safe on disk
    ///
    /// Without --quote, --start and --note, notes are read from standard input,
    /// one a line: JSON objects with the keys article, quote, start, end, note,
    /// tags and colour, or plain text, a note on the whole of --article.
    Add(Box<AddArgs>),
    /// Print the notes
    List(Listing),
    /// Take a note away
    Remove {
        /// The note's id
        #[arg(value_name = "ID")]
        id: String,
        /// The dossier.
        #[command(flatten)]
        paths: Paths,
    },
    /// Add the notes of a file: W3C Web Annotations (also our own exports),
    /// JSON of Hypothesis or `KOReader`, CSV of Readwise, Kindle clippings
    Import {
        /// The file, `-` for standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The dossier.
        #[command(flatten)]
        paths: Paths,
    },
    /// Take in the acts of copies of the log that a sync tool has left beside it
    Merge(Paths),
    /// Rewrite the log without what later acts have overtaken; three older logs are kept
    Compact(Paths),
}

/// Arguments of `notes add`.
#[derive(Clone, Debug, Default, Args)]
pub struct AddArgs {
    /// The article: its file name, id or address
    #[arg(long, value_name = "ARTICLE")]
    pub article: Option<String>,
    /// The words to highlight
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, conflicts_with = "start")]
    pub quote: Option<String>,
    /// The first code point to highlight
    #[arg(long, value_name = "N", requires = "end")]
    pub start: Option<usize>,
    /// The code point after the last one to highlight
    #[arg(long, value_name = "N", requires = "start")]
    pub end: Option<usize>,
    /// What to say about it; `-` reads one note a line from standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// A tag; may be given several times
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// The highlight's colour
    #[arg(long, value_name = "COLOUR", value_parser = colours())]
    pub colour: Option<String>,
    /// The dossier.
    #[command(flatten)]
    pub paths: Paths,
}

/// Arguments of `export`.
#[derive(Clone, Debug, Args)]
pub struct ExportArgs {
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub format: String,
    /// The folder to write to; without it, a format of one file is printed
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Only articles that this query finds, as in search; of their notes, those
    /// that have the tags (tag:) and the rest (has:note, has:highlight) it asks for
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub filter: Option<OsString>,
    /// What to export.
    #[command(flatten)]
    pub paths: Paths,
}

fn themes() -> PossibleValuesParser {
    Theme::ALL.iter().map(|theme| theme.name()).into()
}

fn colours() -> PossibleValuesParser {
    Colour::ALL.iter().map(|colour| colour.name()).into()
}

fn precisions() -> PossibleValuesParser {
    Precision::ALL.iter().map(|precision| precision.name()).into()
}

fn formats() -> PossibleValuesParser {
    let named = |format: &Format| PossibleValue::new(format.name()).aliases(format.short_name());
    let value = |format| named(format).help(format.help());
    Format::ALL.iter().map(value).into()
}

/// Reads the command line; the first item is the program's name.
///
/// # Errors
/// What is wrong with it, or the help or version that was asked for.
pub fn parse(line: impl IntoIterator<Item = OsString>) -> Result<Invocation, clap::Error> {
    let mut line: Vec<_> = line.into_iter().collect();
    if let Some(at) = place_of_open(&line) {
        line.insert(at, OsString::from("open"));
    }
    Invocation::try_parse_from(line)
}

/// Where `open` has to be put in, when no command is named: before the first
/// path, or at the end. None when there is a command, or help is asked for.
fn place_of_open(line: &[OsString]) -> Option<usize> {
    let command = Invocation::command();
    let mut at = 1;
    while let Some(word) = line.get(at).map(|word| word.to_string_lossy()) {
        match word.as_ref() {
            "-h" | "--help" | "-V" | "--version" => return None,
            "-" | "--" => return Some(at),
            option if option.starts_with('-') => {
                at += if takes_value(&command, option) { 2 } else { 1 }
            }
            name => return command.find_subcommand(name).is_none().then_some(at),
        }
    }
    Some(line.len().max(1))
}

/// Whether an option of every command takes the word after it.
fn takes_value(command: &clap::Command, option: &str) -> bool {
    let name = option.trim_start_matches('-');
    let named = command.get_arguments().find(|argument| argument.get_long() == Some(name));
    named.is_some_and(|argument| argument.get_action().takes_values())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let line = line.split(' ').filter(|word| !word.is_empty()).map(OsString::from);
        let shown = match parse(line) {
            Ok(invocation) => format!("{:?}", invocation.command),
            Err(error) => format!("{:?}", error.kind()),
        };
        assert!(shown.starts_with(expected), "{shown}");
    }

    #[test]
    fn the_table_of_commands_is_sound() {
        Invocation::command().debug_assert();
    }

    #[test]
    fn open_is_understood_where_no_command_is_named() {
        check("dateline", "Open(Paths { paths: [] })");
        check("dateline folder other", "Open(Paths { paths: [\"folder\", \"other\"] })");
        check("dateline --home h folder", "Open(Paths { paths: [\"folder\"] })");
        check("dateline --home=h --no-mouse -", "Open(Paths { paths: [\"-\"] })");
        check("dateline -- clean", "Open(Paths { paths: [\"clean\"] })");
        check("dateline --home h clean a", "Clean");
        check("dateline clean --home h", "Clean");
        check("dateline --nonsense", "UnknownArgument");
        check("dateline --help", "DisplayHelp");
    }

    #[test]
    fn a_query_may_begin_with_a_dash() {
        check("dateline search -not folder", "Search(SearchArgs { query: Some(\"-not\")");
        check("dateline search word --limit 5 folder", "Search(SearchArgs { query: Some(\"word\")");
        check("dateline search --queries f folder", "Search(SearchArgs { query: Some(\"folder\")");
        check("dateline search", "MissingRequiredArgument");
    }
}
