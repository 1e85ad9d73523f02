//! The terminal: entered once, given back on every way out.
//!
//! [`Guard`] is the one value that holds it; dropping it gives the terminal
//! back, and so does the panic hook. Nothing is ever asked of the terminal, so
//! no answer can be lost or mistaken for keys.

use std::{
    cell::RefCell,
    io::{self, IsTerminal, Write},
    panic,
    rc::Rc,
    sync::{
        Once,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::{Result, bail};
use crossterm::{clipboard::CopyToClipboard, terminal};
use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, layout::Rect};

use super::{motion, state::State, view};
use crate::{command::ColourChoice, store, tui::theme::Depth};

/// Alternate screen, no cursor, pasted text told apart from keys.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?2004h";
/// Presses, drags and the wheel, with large coordinates; not every motion.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";
/// Everything back as it was; what was never on is switched off all the same.
const LEAVE: &str =
    "\x1b[?2026l\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";
/// A frame is shown when it is whole (terminals that don't know this ignore it).
const FRAME_BEGIN: &[u8] = b"\x1b[?2026h";
const FRAME_END: &[u8] = b"\x1b[?2026l";
/// The longest text that goes to the clipboard; many terminals take no more.
const LONGEST_COPY: usize = 74_000;

/// Whether the terminal is entered, for whoever gives it back first.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The terminal while it is the reader's.
pub(super) struct Guard {
    terminal: Terminal<CrosstermBackend<FrameWriter>>,
    frame: Rc<RefCell<Vec<u8>>>,
    mouse: bool,
}

impl Guard {
    /// Enters the terminal, of a known size.
    ///
    /// # Errors
    /// What the system says about the terminal.
    pub(super) fn enter(size: (u16, u16), mouse: bool) -> io::Result<Self> {
        restore_on_panic();
        let viewport = Viewport::Fixed(Rect::new(0, 0, size.0, size.1));
        let frame = Rc::default();
        let backend = CrosstermBackend::new(FrameWriter { frame: Rc::clone(&frame) });
        // The viewport has the state's size, whatever the terminal's is by now:
        // a frame is never drawn into another area than it was laid out for.
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        take(mouse)?;
        Ok(Self { terminal, frame, mouse })
    }

    /// Draws the state.
    ///
    /// # Errors
    /// What the system says about the terminal.
    pub(super) fn draw(&mut self, state: &State) -> io::Result<()> {
        let area = Rect::new(0, 0, state.size.0, state.size.1);
        if self.terminal.get_frame().area() != area {
            self.terminal.resize(area)?;
        }
        self.terminal.draw(|frame| view::draw(state, frame))?;
        send(&self.frame.take())
    }

    /// Takes the terminal again after [`leave`]; the next frame is drawn whole.
    ///
    /// # Errors
    /// What the system says about the terminal.
    pub(super) fn resume(&mut self, state: &State) -> io::Result<()> {
        take(self.mouse)?;
        self.terminal.resize(Rect::new(0, 0, state.size.0, state.size.1))
    }

    /// Switches mouse reports on or off.
    ///
    /// # Errors
    /// What the system says about the terminal.
    pub(super) fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        write_now(if on { MOUSE_ON } else { MOUSE_OFF })
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Puts a text on the clipboard by OSC 52. The text travels encoded.
///
/// # Errors
/// What the system says about the terminal.
pub(super) fn copy(text: &str) -> io::Result<()> {
    let end = motion::boundary(text, LONGEST_COPY);
    let text = text.get(..end).unwrap_or_default();
    crossterm::execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
}

fn take(mouse: bool) -> io::Result<()> {
    terminal::enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    write_now(ENTER)?;
    if mouse { write_now(MOUSE_ON) } else { Ok(()) }
}

/// Gives the terminal back, once. Nothing can be done about a failure here.
pub(super) fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let _ = write_now(LEAVE);
        let _ = terminal::disable_raw_mode();
    }
}

fn write_now(sequence: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(sequence.as_bytes())?;
    out.flush()
}

/// The one panic hook: the terminal is given back before the message is
/// printed. Panics that are caught and told as a file's problem pass by.
fn restore_on_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !store::is_guarded() {
                leave();
            }
            before(info);
        }));
    });
}

/// Gathers a frame, which is then sent in one piece; what isn't sent is never written.
struct FrameWriter {
    frame: Rc<RefCell<Vec<u8>>>,
}

fn send(frame: &[u8]) -> io::Result<()> {
    if frame.is_empty() {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    for part in [FRAME_BEGIN, frame, FRAME_END] {
        out.write_all(part)?;
    }
    out.flush()
}

impl Write for FrameWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Refuses what is no terminal, or one that can't move its cursor.
///
/// # Errors
/// What is missing, for the user.
pub(super) fn check(term: Option<&str>, reads_standard_input: bool) -> Result<()> {
    let hint = "to print articles use `dateline clean --format text`";
    if !io::stdout().is_terminal() {
        bail!("the reader needs a terminal, and standard output is none; {hint}");
    }
    if !io::stdin().is_terminal() && !reads_standard_input {
        bail!("the reader needs a terminal, and standard input is none; {hint}");
    }
    if matches!(term, None | Some("" | "dumb")) {
        bail!(
            "the reader needs a terminal that can move its cursor, and TERM says it can't; {hint}"
        );
    }
    Ok(())
}

/// What the environment says about colours.
#[derive(Clone, Debug, Default)]
pub(super) struct ColourHints {
    /// `COLORTERM`.
    pub(super) colorterm: Option<String>,
    /// `TERM`.
    pub(super) term: Option<String>,
}

/// How many colours to use: as set, else what `COLORTERM` and `TERM` promise.
pub(super) fn depth(choice: ColourChoice, hints: &ColourHints) -> Depth {
    let holds = |value: &Option<String>, word: &str| {
        value.as_ref().is_some_and(|value| value.contains(word))
    };
    match choice {
        ColourChoice::True => Depth::True,
        ColourChoice::Indexed => Depth::Indexed,
        ColourChoice::Sixteen => Depth::Sixteen,
        ColourChoice::None => Depth::None,
        ColourChoice::Auto => match hints {
            _ if holds(&hints.colorterm, "truecolor") || holds(&hints.colorterm, "24bit") => {
                Depth::True
            }
            _ if holds(&hints.term, "256") => Depth::Indexed,
            _ => Depth::Sixteen,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(choice: ColourChoice, environment: [&str; 2], expected: Depth) {
        let [colorterm, term] = environment.map(|value| Some(value.to_owned()));
        assert_eq!(depth(choice, &ColourHints { colorterm, term }), expected);
    }

    #[test]
    fn colours_are_those_the_terminal_has() {
        check(ColourChoice::Auto, ["truecolor", "xterm"], Depth::True);
        check(ColourChoice::Auto, ["", "xterm-256color"], Depth::Indexed);
        check(ColourChoice::Auto, ["", "linux"], Depth::Sixteen);
        check(ColourChoice::None, ["truecolor", "xterm"], Depth::None);
    }
}
