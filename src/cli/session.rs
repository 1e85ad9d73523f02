//! A dossier opened for one command: its log, its articles, what went wrong.

use std::{
    io,
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
};

use anyhow::Result;

use super::{Exit, tell, tell_problems};
use crate::{
    dossier::{Articles, Dossier},
    model::{AnnotatedArticle, ArticleMarks, Problem},
    note::Notebook,
    store::{self, Found, Home, Loader, Log},
};

/// An opened dossier whose articles have not been read.
pub(super) struct Session {
    /// Where acts are added.
    pub(super) log: Log,
    /// What the log adds up to.
    pub(super) notebook: Notebook,
    found: Found,
    loader: Loader,
}

/// A dossier with all its articles.
pub(super) struct Whole {
    /// The articles and what follows from them.
    pub(super) dossier: Dossier,
    /// What could not be read.
    pub(super) problems: Vec<Problem>,
    /// How a command ends that found something.
    exit: Exit,
}

impl Session {
    /// Opens the log and finds the files; problems of the log are told.
    pub(super) fn open(home: &Home, paths: &[PathBuf]) -> Self {
        let opened = Log::open(home, paths);
        tell_problems(&opened.problems);
        let notebook = Notebook::replay(opened.records);
        let loader = Loader::new(home, &notebook.corrections);
        Self { log: opened.log, notebook, found: files(home, paths), loader }
    }

    /// The session for a command that needs no more than texts.
    pub(super) fn of_texts(self) -> Self {
        Self { loader: self.loader.of_texts(), ..self }
    }

    /// The session for a command that needs no more than dates.
    pub(super) fn of_times(self) -> Self {
        Self { loader: self.loader.of_times(), ..self }
    }

    /// Hands over every article as it is read, in order; tells what can't be
    /// read and how the command ends. An error of `each` ends the reading.
    pub(super) fn each(
        &self,
        mut each: impl FnMut(&AnnotatedArticle) -> io::Result<()>,
    ) -> Result<Exit> {
        let stop = AtomicBool::new(false);
        let (mut result, mut count) = (Ok(()), 0);
        let mut problems = self.found.problems.clone();
        self.loader.load(&self.found.files, &stop, |batch| {
            count += batch.articles.len();
            problems.extend(batch.problems);
            result = batch.articles.iter().try_for_each(|article| each(&article.whole()));
            stop.store(result.is_err(), Ordering::Relaxed);
        });
        result?;
        tell_problems(&problems);
        Ok(self.exit(count, &problems))
    }

    /// Reads all articles; what can't be read is told and kept.
    pub(super) fn whole(&self) -> Whole {
        let reading = self.loader.load_all(&self.found.files);
        let mut problems = self.found.problems.clone();
        problems.extend(reading.problems);
        tell_problems(&problems);
        let exit = self.exit(reading.articles.len(), &problems);
        let dossier = Dossier::build(reading.articles, &self.notebook.corrections);
        problems.splice(0..0, self.found.missing.iter().cloned());
        Whole { dossier, problems, exit }
    }

    /// Tells of paths that don't exist. Nothing at all is found in a dossier
    /// without articles, and it failed where something stood in the way.
    fn exit(&self, articles: usize, problems: &[Problem]) -> Exit {
        tell_problems(&self.found.missing);
        if !self.found.missing.is_empty() || (articles == 0 && !problems.is_empty()) {
            Exit::Failed
        } else if articles == 0 {
            tell("no article found");
            Exit::Nothing
        } else {
            Exit::Done
        }
    }

    /// The reader's marks on articles, in their order.
    pub(super) fn marks(&self, articles: &Articles) -> Vec<ArticleMarks> {
        self.notebook.shelves(articles.cards().map(|card| &card.head)).marks()
    }
}

/// What the paths hold; without any, the demo.
fn files(home: &Home, paths: &[PathBuf]) -> Found {
    match paths {
        [] => Found { files: store::demo(), ..Found::default() },
        paths => store::find(home, paths),
    }
}

impl Whole {
    /// The same command on a part of the dossier.
    pub(super) fn with(self, dossier: Dossier) -> Self {
        Self { dossier, ..self }
    }

    /// How a command ends that found `count` things among the articles.
    pub(super) fn exit(&self, count: usize) -> Exit {
        if self.exit == Exit::Done && count == 0 {
            tell("nothing found");
            return Exit::Nothing;
        }
        self.exit
    }
}
