//! Listening: threads that wait for keys, signals and the terminal's end, and
//! tell the main loop.
//!
//! Reading can be paused while another program has the terminal, so that none
//! of its keys is taken away.

use std::{
    io,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc::Sender},
    thread,
    time::Duration,
};

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH},
    iterator::Signals,
    low_level::{emulate_default_handler, raise},
};

use super::{input, workers::Event};

/// How long the reading thread is given to pause.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether keys are read; shared with the threads that listen.
#[derive(Clone, Default)]
pub(super) struct Listening(Arc<Gate>);

#[derive(Default)]
struct Gate {
    pace: Mutex<Pace>,
    changed: Condvar,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Pace {
    /// Keys are read.
    #[default]
    Reading,
    /// The main loop wants the terminal for another program.
    Asked,
    /// Nothing is read.
    Paused,
}

impl Gate {
    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, pace: Pace) {
        *self.pace() = pace;
        self.changed.notify_all();
    }

    /// Waits here while a pause is asked for.
    fn pass(&self) {
        if *self.pace() == Pace::Asked {
            self.set(Pace::Paused);
            let paused = |pace: &mut Pace| *pace == Pace::Paused;
            drop(self.changed.wait_while(self.pace(), paused));
        }
    }
}

/// Nothing is read while this is held.
pub(super) struct Pause(Listening);

impl Drop for Pause {
    fn drop(&mut self) {
        self.0.0.set(Pace::Reading);
    }
}

impl Listening {
    /// Starts reading the terminal and waiting for its end.
    pub(super) fn start_reading(&self, events: &Sender<Event>) {
        self.listen_to_terminal(events);
        watch_for_hang_up(events);
    }

    /// Stops reading until what is returned is dropped. A change of size, which
    /// we tell ourselves, wakes the thread that waits for keys.
    pub(super) fn pause(&self) -> Pause {
        self.0.set(Pace::Asked);
        let _ = raise(SIGWINCH);
        let asked = |pace: &mut Pace| *pace == Pace::Asked;
        drop(self.0.changed.wait_timeout_while(self.0.pace(), PATIENCE, asked));
        self.0.set(Pace::Paused);
        Pause(self.clone())
    }

    fn is_paused(&self) -> bool {
        *self.0.pace() != Pace::Reading
    }

    /// Starts waiting for signals.
    ///
    /// # Errors
    /// What the system says about them.
    pub(super) fn listen_for_signals(&self, events: &Sender<Event>) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
        let (events, listening) = (events.clone(), self.clone());
        thread::spawn(move || {
            for signal in signals.forever() {
                if !listening.is_others(signal) && events.send(Event::Signal(signal)).is_err() {
                    return;
                }
            }
        });
        Ok(())
    }

    /// Whether a signal is meant for the program that has the terminal. What
    /// suspends it suspends us with it.
    fn is_others(&self, signal: i32) -> bool {
        let others = self.is_paused() && matches!(signal, SIGINT | SIGTSTP | SIGCONT);
        if others && signal == SIGTSTP {
            let _ = emulate_default_handler(SIGTSTP);
        }
        others
    }

    fn listen_to_terminal(&self, events: &Sender<Event>) {
        let (events, listening) = (events.clone(), self.clone());
        thread::spawn(move || {
            while let Ok(event) = crossterm::event::read() {
                let sent = input::message(event).map(|msg| events.send(Event::Msg(msg)));
                if sent.is_some_and(|sent| sent.is_err()) {
                    return;
                }
                listening.0.pass();
            }
            // The terminal can't be read any more.
            let _ = events.send(Event::Gone);
        });
    }
}

/// Reading the terminal never ends when it vanishes without a signal, so
/// another thread waits for nothing but that.
fn watch_for_hang_up(events: &Sender<Event>) {
    let events = events.clone();
    thread::spawn(move || {
        let out = io::stdout();
        loop {
            let mut watched = [PollFd::new(&out, PollFlags::empty())];
            match poll(&mut watched, None) {
                Err(rustix::io::Errno::INTR) | Ok(0) => {}
                _ => break,
            }
        }
        let _ = events.send(Event::Gone);
    });
}
