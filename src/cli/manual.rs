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
    for group in Group::ALL {
        writeln!(out, "{}", group.name())?;
        for command in COMMANDS.iter().filter(|command| command.group == group) {
            let keys = key_list(&in_force.keymap, command);
            writeln!(out, "  {keys:<26} {:<20} {}", command.name, command.help)?;
        }
        writeln!(out)?;
    }
    Ok(Exit::Done)
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
        let path = home.config.as_ref().map(|folder| folder.join(file));
        let shown = path.map_or("no home directory is known".into(), |path| {
            crate::clean::sanitise_line(&path.to_string_lossy())
        });
        writeln!(out, "# {file}: {shown}")?;
    }
    let settings = in_force.settings;
    writeln!(out, "theme = \"{}\"", settings.theme.name())?;
    writeln!(out, "colours = \"{}\"", settings.colours.name())?;
    writeln!(out, "sort = \"{}\"", settings.sort.name())?;
    writeln!(out, "mouse = {}", settings.mouse)?;
    writeln!(out, "timeline = {}", settings.timeline)?;
    Ok(Exit::Done)
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
        roff.control("TP", []);
        roff.text([bold(argument.to_string())]);
        roff.text([roman(argument.get_help().map(ToString::to_string).unwrap_or_default())]);
    }
    roff.to_writer(page)?;
    command.get_subcommands().try_for_each(|part| section(part, page))
}

fn key_section() -> Roff {
    let keymap = Keymap::default();
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    for command in COMMANDS {
        roff.control("TP", []);
        roff.text([bold(key_list(&keymap, command))]);
        roff.text([roman(format!("{} ({})", command.help, command.name))]);
    }
    roff
}
