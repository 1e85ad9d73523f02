//! Work done aside: processes of this program that read files for the reader
//! and put dossiers together.
//!
//! What that takes (tables, trees, texts, and the holes that they leave in the
//! memory) goes when the process ends, and a file that makes the program fail
//! takes none but that process with it. All that they make stands in the
//! cache, from where the reader takes it up. Where there is no such process,
//! the reader does the work itself.

mod order;
mod serve;

use std::{
    ffi::OsString,
    io::{self, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use self::order::{Answer, Order, greeting, receive, said, send};
pub use self::serve::serve;
use super::{
    Home, Shelf,
    cache::Cache,
    load::{Errand, Turn},
};
use crate::{
    dossier::{Derived, Held},
    model::Corrections,
};

/// The first argument of a process that works for another.
pub const ASIDE: &str = "--aside";

/// Processes that work for this one. Cheap to clone; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Aside {
    /// The program, and the folder of the cache; none where all is done here.
    place: Option<Arc<(PathBuf, PathBuf)>>,
    /// Processes that wait for an order.
    idle: Arc<Mutex<Vec<Process>>>,
}

/// What became of a file.
enum Outcome {
    /// All of it was told.
    Read,
    /// The rest isn't read here.
    Unread,
    /// Nobody wants the rest.
    Stopped,
}

impl Aside {
    /// Processes of `program`, where it is known, with the cache of `home`.
    #[must_use]
    pub fn of(program: Option<PathBuf>, home: &Home) -> Self {
        let place = program.zip(home.cache.clone()).map(Arc::new);
        Self { place, ..Self::default() }
    }

    /// Has a file read into the cache, and tells of its portions as they come.
    /// Gives back what is still to be read.
    pub(super) fn read<'a>(&self, mut errand: Errand<'a>) -> Option<Errand<'a>> {
        let Some(order) = Order::to_read(errand.file) else { return Some(errand) };
        let Some(mut worker) = self.process() else { return Some(errand) };
        match worker.read(&order, &mut errand) {
            Ok(Outcome::Read) => self.waiting().push(worker),
            Ok(Outcome::Unread) => {
                self.waiting().push(worker);
                return Some(errand);
            }
            Ok(Outcome::Stopped) => errand.end(),
            Err(_) => errand.fail(),
        }
        None
    }

    /// What follows from articles, put together by a process of its own and
    /// taken from its place on the shelf; none where that can't be.
    #[must_use]
    pub fn derive(
        &self,
        place: &Shelf,
        articles: &[Held],
        corrections: &Corrections,
    ) -> Option<Derived> {
        let kept = place.derived_place(articles, corrections)?;
        let mut process = self.process()?;
        let is_kept = process.derive(kept, articles, corrections).unwrap_or(false);
        drop(process);
        if is_kept { place.derived(articles, corrections) } else { None }
    }

    /// Ends the processes that wait; the next order starts others.
    pub(super) fn rest(&self) {
        self.waiting().clear();
    }

    /// A process that waits, else a new one.
    fn process(&self) -> Option<Process> {
        let (program, cache) = &**self.place.as_ref()?;
        let idle = self.waiting().pop();
        idle.or_else(|| Process::start(program, cache).ok())
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Process>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A process that works for this one, and ends when it is dropped.
#[derive(Debug)]
struct Process {
    child: Child,
    orders: BufWriter<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Process {
    /// Starts a process of this very engine; an error where it is another.
    fn start(program: &Path, cache: &Path) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg(ASIDE).arg(cache).stderr(Stdio::null());
        // A key that interrupts an editor must not reach it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (orders, answers) = pipes.ok_or(io::ErrorKind::BrokenPipe)?;
        let (orders, answers) = (BufWriter::new(orders), BufReader::new(answers));
        let mut process = Self { child, orders, answers };
        let own = Cache::open(&home(cache));
        if receive::<OsString>(&mut process.answers)? != greeting(own.folder()) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        Ok(process)
    }

    /// Orders a file and tells of its portions, which come in order.
    fn read(&mut self, order: &Order, errand: &mut Errand<'_>) -> io::Result<Outcome> {
        send(&mut self.orders, order)?;
        self.orders.flush()?;
        while !errand.is_stopped() {
            let Answer::Portion(portion) = receive(&mut self.answers)? else {
                return Ok(Outcome::Unread);
            };
            let turn = portion.turn();
            errand.from += 1;
            (errand.give)(portion);
            if turn == Turn::Last {
                return Ok(Outcome::Read);
            }
        }
        Ok(Outcome::Stopped)
    }

    fn derive(
        &mut self,
        (path, key): (PathBuf, [u8; 32]),
        articles: &[Held],
        corrections: &Corrections,
    ) -> io::Result<bool> {
        let (kept, said) = ((path.into_os_string(), key), said(corrections)?);
        send(&mut self.orders, &Order::Derive { kept, said, articles: articles.len() })?;
        for article in articles {
            send(&mut self.orders, &article.packed())?;
        }
        self.orders.flush()?;
        receive(&mut self.answers)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself; waited for, so that no dead one stays behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A home of which only the cache is known.
fn home(cache: &Path) -> Home {
    Home { cache: Some(cache.to_owned()), ..Home::default() }
}
