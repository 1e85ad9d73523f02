//! `keys`, `config`, `completions` and `man`: what the program says of itself,
//! from the tables that it runs by.

use std::io::Write;

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

use super::{
    Exit,
    args::{Everywhere, Invocation},
    settings::in_force,
    tell,
};
use crate::{
    command::{COMMANDS, Command, Group, Keymap, print_sequence},
    store::Home,
};

/// Prints the table of keys in force, under the heads of the help.
pub(super) fn keys(home: &Home, out: &mut dyn Write) -> Result<Exit> {
    let in_force = in_force(home, &Everywhere::default());
    in_force.mistakes.iter().for_each(|mistake| tell(mistake));
    Group::ALL.into_iter().try_for_each(|group| group_keys(group, &in_force.keymap, out))?;
    Ok(Exit::Done)
}

fn group_keys(group: Group, keymap: &Keymap, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "{}", group.name())?;
    for command in COMMANDS.iter().filter(|command| command.group == group) {
        let keys = key_list(keymap, command);
        writeln!(out, "  {keys:<26} {:<20} {}", command.name, command.help)?;
    }
    Ok(writeln!(out)?)
}

fn key_list(keymap: &Keymap, command: &Command) -> String {
    let keys: Vec<_> = keymap.keys_of(command.id).iter().map(|keys| print_sequence(keys)).collect();
    keys.join(", ")
}

/// Prints the settings in force as a settings file, and where the files are read.
pub(super) fn config(home: &Home, everywhere: &Everywhere, out: &mut dyn Write) -> Result<Exit> {
    let in_force = in_force(home, everywhere);
    in_force.mistakes.iter().for_each(|mistake| tell(mistake));
    for file in ["config.toml", "keymap.toml"] {
        writeln!(out, "# {file}: {}", shown(home, file))?;
    }
    let settings = in_force.settings;
    writeln!(out, "theme = \"{}\"", settings.theme.name())?;
    writeln!(out, "colours = \"{}\"", settings.colours.name())?;
    writeln!(out, "sort = \"{}\"", settings.sort.name())?;
    writeln!(out, "mouse = {}", settings.mouse)?;
    writeln!(out, "timeline = {}", settings.timeline)?;
    Ok(Exit::Done)
}

/// Where a settings file is read.
fn shown(home: &Home, file: &str) -> String {
    home.config.as_ref().map_or_else(
        || "no home directory is known".to_owned(),
        |folder| crate::clean::sanitise_line(&folder.join(file).to_string_lossy()),
    )
}

/// Prints the completions for a shell.
pub(super) fn completions(shell: Shell, out: &mut dyn Write) -> Result<Exit> {
    // The generator panics where it can't write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Invocation::command(), "dateline", &mut script);
    out.write_all(&script)?;
    Ok(Exit::Done)
}

/// Prints the manual page: the program, each command, the keys.
pub(super) fn man(out: &mut dyn Write) -> Result<Exit> {
    let mut command = Invocation::command();
    command.build();
    let mut page = Vec::new();
    let whole = Man::new(command.clone());
    whole.render_title(&mut page)?;
    whole.render_name_section(&mut page)?;
    whole.render_synopsis_section(&mut page)?;
    whole.render_description_section(&mut page)?;
    whole.render_options_section(&mut page)?;
    for part in command.get_subcommands() {
        section(part, &mut page)?;
    }
    key_section().to_writer(&mut page)?;
    whole.render_version_section(&mut page)?;
    out.write_all(&page)?;
    Ok(Exit::Done)
}

/// A command's section, and those of the commands below it (two levels at most).
fn section(command: &clap::Command, page: &mut Vec<u8>) -> Result<()> {
    let mut roff = Roff::new();
    let name = command.get_bin_name().unwrap_or_default();
    roff.control("SH", [name.to_uppercase().as_str()]);
    roff.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
    for argument in command.get_arguments().filter(|argument| !argument.is_global_set()) {
        let help = argument.get_help().map(ToString::to_string);
        entry(&mut roff, argument.to_string(), help.unwrap_or_default());
    }
    roff.to_writer(page)?;
    command.get_subcommands().try_for_each(|part| section(part, page))
}

/// Adds a term and what it means.
fn entry(roff: &mut Roff, term: String, meaning: String) {
    roff.control("TP", []);
    roff.text([bold(term)]);
    roff.text([roman(meaning)]);
}

fn key_section() -> Roff {
    let keymap = Keymap::default();
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    for command in COMMANDS {
        let meaning = format!("{} ({})", command.help, command.name);
        entry(&mut roff, key_list(&keymap, command), meaning);
    }
    roff
}
