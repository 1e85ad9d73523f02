//! The other side: a process that takes orders until nobody gives any more.

use std::{
    ffi::OsStr,
    io::{self, BufWriter, Cursor, Read, Write},
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

use super::{
    home,
    order::{Answer, Order, greeting, heard, receive, send},
};
use crate::{
    dossier::{Derived, Dossier, Held, Packed},
    model::Corrections,
    store::{
        Loader, Source,
        archive::FileArchive,
        cache::Cache,
        load::{Content, Errand, Portion, Queue, Turn},
        shelf,
    },
};

/// Takes orders from standard input and answers them on standard output, with
/// the cache in a folder. Returns as soon as the other side is gone: what is
/// being done then is done for nobody.
pub fn serve(cache: &OsStr) {
    step_back();
    let server = Server::new(Path::new(cache));
    let (sender, ended) = mpsc::channel();
    let (ending, orders) = (Ending(sender.clone()), Orders::listen(Ending(sender)));
    thread::spawn(move || {
        let _ending = ending;
        // An order that can't be read or answered ends the process, which the other side sees.
        let _ = server.work(orders, BufWriter::new(io::stdout()));
    });
    let _ = ended.recv();
}

/// Lets whoever the reader's keys wait for go first.
fn step_back() {
    // Where that isn't allowed, keys wait a little longer.
    #[cfg(unix)]
    let _ = rustix::process::nice(NICENESS);
}

/// How much the reader's own work goes before this one's.
#[cfg(unix)]
const NICENESS: i32 = 10;

/// Tells, when it goes, that the process is to end.
struct Ending(Sender<()>);

impl Drop for Ending {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

struct Server {
    cache: Cache,
    loader: Loader,
}

impl Server {
    fn new(cache: &Path) -> Self {
        let home = home(cache);
        let loader = Loader::new(&home, &Corrections::default()).into_cache();
        Self { cache: Cache::open(&home), loader }
    }

    fn work(&self, mut orders: impl Read, mut answers: impl Write + Send) -> io::Result<()> {
        send(&mut answers, &greeting(self.cache.folder()))?;
        loop {
            answers.flush()?;
            match receive(&mut orders)? {
                Order::Read(name, path) => {
                    self.read(&Source::at(&name, path.as_ref()), &mut answers)?;
                }
                Order::Derive { kept: (path, key), said, articles } => {
                    let derived = self.derive(&mut orders, &heard(&said)?, articles)?;
                    let kept = shelf::write(Path::new(&path), &key, &derived);
                    send(&mut answers, &kept.is_ok())?;
                }
            }
        }
    }

    /// Reads a file and answers with its portions in order, each as soon as it is there.
    fn read(&self, file: &Source, answers: &mut (impl Write + Send)) -> io::Result<()> {
        let stop = AtomicBool::new(false);
        let told =
            Mutex::new(Told { queue: Queue::default(), answers, result: Ok(()), ended: false });
        let give = |portion| {
            if !told.lock().unwrap_or_else(PoisonError::into_inner).tell(portion) {
                stop.store(true, Ordering::Relaxed);
            }
        };
        self.loader.read_portions(Errand::whole(file, &stop, &give));
        told.into_inner().unwrap_or_else(PoisonError::into_inner).result
    }

    fn derive(
        &self,
        orders: &mut impl Read,
        corrections: &Corrections,
        articles: usize,
    ) -> io::Result<Derived> {
        let mut held = Vec::new();
        for _ in 0..articles {
            let packed: Packed = receive(orders)?;
            held.push(self.unpacked(packed, corrections)?);
        }
        Ok(Dossier::build(held, corrections).into_derived())
    }

    fn unpacked(&self, packed: Packed, corrections: &Corrections) -> io::Result<Held> {
        let fetch = |address: &[u8]| FileArchive::at(&self.cache, address);
        let held = Held::unpacked(packed, corrections, fetch);
        held.ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

/// The answers to one order.
struct Told<'a, W> {
    queue: Queue<Portion>,
    answers: &'a mut W,
    result: io::Result<()>,
    /// Whether the last answer was given.
    ended: bool,
}

impl<W: Write> Told<'_, W> {
    /// Answers with a portion once it is its turn; false when no more is wanted.
    fn tell(&mut self, portion: Portion) -> bool {
        self.queue.put((0, portion.number), portion.turn(), portion);
        while let Some(portion) = self.queue.take().filter(|_| !self.ended) {
            // One that is not in the cache can't be had from here.
            let is_here = matches!(portion.content, Content::Here(_));
            self.ended = is_here || portion.turn() == Turn::Last;
            let answer = if is_here { Answer::Unread } else { Answer::Portion(portion) };
            self.result = send(self.answers, &answer).and_then(|()| self.answers.flush());
            self.ended |= self.result.is_err();
        }
        !self.ended
    }
}

/// What comes on standard input, read on a thread of its own that sees its end
/// while an order is being carried out.
struct Orders {
    chunks: Receiver<Vec<u8>>,
    chunk: Cursor<Vec<u8>>,
}

impl Read for Orders {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.chunk.read(into)?;
        if read > 0 || into.is_empty() {
            return Ok(read);
        }
        self.chunk = Cursor::new(self.chunks.recv().map_err(io::Error::other)?);
        self.chunk.read(into)
    }
}

/// Bytes taken from standard input at once, and how many such may wait.
const CHUNK: usize = 1 << 16;
const WAITING: usize = 4;

impl Orders {
    fn listen(ending: Ending) -> Self {
        let (sender, chunks) = mpsc::sync_channel(WAITING);
        thread::spawn(move || {
            let _ending = ending;
            let mut input = io::stdin().lock();
            let mut bytes = vec![0; CHUNK];
            while let Ok(read @ 1..) = input.read(&mut bytes) {
                let _ = sender.send(bytes.get(..read).unwrap_or_default().to_vec());
            }
        });
        Self { chunks, chunk: Cursor::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::cache::{Contents, Key, Reach};

    fn portion(number: usize, content: Content) -> Portion {
        let reach = if number == 2 { Reach::End } else { Reach::Within(1) };
        Portion { number, content, reach }
    }

    /// What is answered where the cache has the portions but one, which come in some order.
    fn check(order: [usize; 3], lacking: Option<usize>, expected: &[Option<usize>]) {
        let mut answers = Vec::new();
        let mut told =
            Told { queue: Queue::default(), answers: &mut answers, result: Ok(()), ended: false };
        for number in order {
            let is_lacking = lacking == Some(number);
            let cached = || Content::Cached(Key::default(), Contents::default());
            told.tell(portion(number, if is_lacking { Content::default() } else { cached() }));
        }
        assert!(told.ended && told.result.is_ok());
        let mut from = answers.as_slice();
        let answers = std::iter::from_fn(|| receive(&mut from).ok());
        let numbers = answers.map(|answer| match answer {
            Answer::Portion(portion) => Some(portion.number),
            Answer::Unread => None,
        });
        assert_eq!(numbers.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn portions_are_answered_in_order_up_to_one_that_is_not_in_the_cache() {
        check([0, 1, 2], None, &[Some(0), Some(1), Some(2)]);
        check([2, 0, 1], None, &[Some(0), Some(1), Some(2)]);
        check([2, 0, 1], Some(1), &[Some(0), None]);
        check([1, 2, 0], Some(0), &[None]);
    }
}
