//! Watching the folders of a dossier while it is open: whoever waits sleeps
//! until something has changed there.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode},
    recommended_watcher,
};

use super::Home;
use crate::dossier::Held;

/// A watch over paths; it ends when it is dropped.
#[derive(Debug)]
pub struct Watch {
    changes: Receiver<()>,
    _watcher: RecommendedWatcher,
}

/// How long nothing more must change before the files are looked at.
const QUIET: Duration = Duration::from_millis(400);
/// How often that is waited for while things go on changing.
const PATIENCE: usize = 20;

impl Watch {
    /// Watches files and folders; none where the system can't, or there is
    /// nothing on disk to watch.
    #[must_use]
    pub fn over(home: &Home, paths: &[PathBuf]) -> Option<Self> {
        let (sender, changes) = channel();
        let own = home.written();
        let mut watcher = recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| matters(&event, &own)) {
                // Nobody waits any more when the reader is left.
                let _ = sender.send(());
            }
        })
        .ok()?;
        let begun = paths.iter().filter(|path| watcher.watch(path, mode(path)).is_ok()).count();
        (begun > 0).then_some(Self { changes, _watcher: watcher })
    }

    /// Sleeps until something has changed and then has been quiet for a
    /// moment; false when nothing will ever change again.
    #[must_use]
    pub fn wait(&self) -> bool {
        let changed = self.changes.recv().is_ok();
        for _ in 0..PATIENCE {
            match self.changes.recv_timeout(QUIET) {
                Ok(()) => while self.changes.try_recv().is_ok() {},
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        changed
    }
}

fn mode(path: &Path) -> RecursiveMode {
    if path.is_dir() { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive }
}

/// Whether an event may have changed an article: reading changes nothing, and
/// neither do hidden files and what Dateline itself writes.
fn matters(event: &Event, own: &[PathBuf]) -> bool {
    let written = AccessKind::Close(AccessMode::Write);
    let changes = match event.kind {
        EventKind::Access(access) => access == written,
        _ => true,
    };
    let is_own = |path: &PathBuf| own.iter().any(|own| path.starts_with(own));
    let is_hidden = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
            || path.components().any(|part| part.as_os_str() == ".dateline")
    };
    changes && !event.paths.iter().all(|path| is_own(path) || is_hidden(path))
}

/// What has changed among the articles of a dossier.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// All articles: those there were in their places, then new ones.
    pub articles: Vec<Held>,
    /// How many are new.
    pub new: usize,
    /// How many say something else now.
    pub changed: usize,
}

impl News {
    /// The changes from one reading to the next. What stood in a file that is
    /// gone stays until the dossier is opened again, so that nothing moves
    /// under the reader's eyes.
    #[must_use]
    pub fn between(before: &[Held], now: Vec<Held>) -> Self {
        let mut all = Self { articles: before.to_vec(), ..Self::default() };
        let places: BTreeMap<(&str, usize), usize> =
            before.iter().enumerate().map(|(at, held)| (place(held), at)).collect();
        for held in now {
            match places.get(&place(&held)).copied() {
                None => {
                    all.new += 1;
                    all.articles.push(held);
                }
                Some(at) if hash(&held) != before.get(at).map_or("", hash) => {
                    all.changed += 1;
                    if let Some(old) = all.articles.get_mut(at) {
                        *old = held;
                    }
                }
                Some(_) => {}
            }
        }
        all
    }
}

/// Where an article stands: its file and its place there.
fn place(held: &Held) -> (&str, usize) {
    let origin = &held.card().head.origin;
    (&origin.file, origin.ordinal)
}

fn hash(held: &Held) -> &str {
    &held.card().head.origin.hash
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{AnnotatedArticle, Article, Origin};

    fn held((file, hash): (&str, &str)) -> Held {
        let origin = Origin { file: file.to_owned(), ordinal: 0, hash: hash.to_owned() };
        let article = Article { origin, ..Article::default() };
        Arc::new(AnnotatedArticle { article, ..AnnotatedArticle::default() }).into()
    }

    fn check(before: &[(&str, &str)], now: &[(&str, &str)], expected: (&str, usize, usize)) {
        let all = |list: &[(&str, &str)]| list.iter().copied().map(held).collect::<Vec<_>>();
        let news = News::between(&all(before), all(now));
        let shown: Vec<String> =
            news.articles.iter().map(|held| format!("{}{}", place(held).0, hash(held))).collect();
        assert_eq!((shown.join(" ").as_str(), news.new, news.changed), expected);
    }

    #[test]
    fn what_is_new_comes_last_and_nothing_moves() {
        check(&[("b", "1"), ("c", "1")], &[("b", "1"), ("c", "1")], ("b1 c1", 0, 0));
        check(&[("b", "1")], &[("a", "1"), ("b", "2")], ("b2 a1", 1, 1));
        check(&[("a", "1"), ("b", "1")], &[("b", "1")], ("a1 b1", 0, 0));
    }

    #[test]
    fn a_watch_wakes_for_articles_and_not_for_what_is_written_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let watch = Watch::over(&Home::default(), &[folder.path().to_owned()]).unwrap();
        std::fs::create_dir(folder.path().join(".dateline")).unwrap();
        std::fs::write(folder.path().join(".dateline/log.jsonl"), "x").unwrap();
        assert_eq!(watch.changes.recv_timeout(QUIET), Err(RecvTimeoutError::Timeout));
        std::fs::write(folder.path().join("new.txt"), "The mill burnt down.").unwrap();
        assert!(watch.wait());
    }
}
