//! The search index on disk: what is kept, added, merged and mended.

use std::{
    fs,
    path::Path,
    sync::{Arc, atomic::AtomicBool},
};

use dateline::{
    dossier::{Dossier, Index, Query},
    model::{AnnotatedArticle, Article, Corrections, Origin},
    store::{Home, Indexed, Indexes},
};

fn dossier(texts: &[String]) -> Dossier {
    let article = |text: &String| {
        let origin = Origin { hash: format!("hash of {text}"), ..Origin::default() };
        let article = Article { origin, text: text.clone(), ..Article::default() };
        Arc::new(AnnotatedArticle { article, ..AnnotatedArticle::default() })
    };
    let articles: Vec<_> = texts.iter().map(article).collect();
    Dossier::build(articles, &Corrections::default())
}

/// Texts that differ in one word.
fn texts(numbers: std::ops::Range<usize>) -> Vec<String> {
    let name = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap());
    numbers.map(|at| format!("The kiln of {0}{0}{0}{0} was lit.", name(at))).collect()
}

fn indexes(home: &Path) -> Indexes {
    Indexes::of(&Home::below(home), &[home.to_path_buf()])
}

fn found(dossier: &Dossier, index: Index, query: &str) -> Vec<usize> {
    dossier.index_with(|| index);
    let hits = dossier.search(&Query::parse(query), &[], 30);
    hits.into_iter().map(|hit| hit.article).collect()
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let nested = entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    nested.collect()
}

#[test]
fn what_is_kept_is_not_made_again() {
    let home = tempfile::tempdir().unwrap();
    let first = dossier(&texts(0..5));
    let Indexed { index, added, problems } = indexes(home.path()).index(&first);
    assert_eq!((added, problems), (5, vec![]));
    assert_eq!(found(&first, index, "bbbb "), [1]);
    let again = dossier(&texts(0..5));
    let kept = indexes(home.path()).index(&again);
    assert_eq!(kept.added, 0);
    assert_eq!(found(&again, kept.index, "bbbb "), [1]);
}

#[test]
fn new_articles_are_added_and_many_segments_become_few() {
    let home = tempfile::tempdir().unwrap();
    for count in 1..=20 {
        let grown = dossier(&texts(0..count));
        let Indexed { index, added, .. } = indexes(home.path()).index(&grown);
        assert_eq!(added, 1, "{count}");
        assert!(files(home.path()).len() <= 4);
        let mut all = found(&grown, index, "kiln lit ");
        all.sort_unstable();
        assert_eq!(all, (0..count).collect::<Vec<_>>());
        assert_eq!(found(&grown, Index::default(), "aaaa "), [0]);
    }
}

#[test]
fn articles_that_are_gone_or_moved_are_not_found_where_they_were() {
    let home = tempfile::tempdir().unwrap();
    let _ = indexes(home.path()).index(&dossier(&texts(0..10)));
    let mut fewer = texts(6..9);
    fewer.reverse();
    let fewer = dossier(&fewer);
    let Indexed { index, added, .. } = indexes(home.path()).index(&fewer);
    assert_eq!(added, 0);
    assert_eq!(found(&fewer, index, "gggg "), [2]);
    assert_eq!(found(&fewer, Index::default(), "aaaa "), [0_usize; 0]);
}

#[test]
fn two_articles_that_are_the_same_are_both_found() {
    let home = tempfile::tempdir().unwrap();
    let twins = dossier(&[texts(0..1), texts(0..1)].concat());
    let Indexed { index, added, .. } = indexes(home.path()).index(&twins);
    assert_eq!(added, 2);
    assert_eq!(found(&twins, index, "aaaa "), [0, 1]);
}

#[test]
fn indexes_of_other_versions_go_and_one_that_is_stopped_is_not_made() {
    let home = tempfile::tempdir().unwrap();
    let old = home.path().join("cache/index-old/some");
    fs::create_dir_all(&old).unwrap();
    let all = dossier(&texts(0..8));
    let stopped = indexes(home.path()).until(&Arc::new(AtomicBool::new(true)));
    assert_eq!(stopped.index(&all).index.missing().len(), 8);
    assert!(old.exists() && files(home.path()).is_empty());
    assert_eq!(indexes(home.path()).index(&all).added, 8);
    assert!(!old.exists());
}

/// What a damaged file is found to be, and what a search finds then.
fn check_damaged(damage: impl Fn(&mut Vec<u8>)) {
    let home = tempfile::tempdir().unwrap();
    let all = dossier(&texts(0..8));
    let _ = indexes(home.path()).index(&all);
    let [file] = files(home.path()).try_into().unwrap();
    let mut bytes = fs::read(&file).unwrap();
    damage(&mut bytes);
    fs::write(&file, bytes).unwrap();
    let mut problems = indexes(home.path()).give(&all);
    let mut hits = all.search(&Query::parse("cccc "), &[], 5);
    if all.is_index_damaged() {
        problems.extend(indexes(home.path()).mend(&all));
        hits = all.search(&Query::parse("cccc "), &[], 5);
    }
    assert_eq!(hits.iter().map(|hit| hit.article).collect::<Vec<_>>(), [2]);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let journal = fs::read_to_string(home.path().join("cache/journal.log")).unwrap();
    assert_eq!(journal.lines().count(), 1, "{journal}");
    let next = indexes(home.path()).index(&dossier(&texts(0..8)));
    assert_eq!((next.added, next.problems), (0, vec![]));
}

#[test]
fn a_damaged_index_is_made_again_and_told_once() {
    let home = tempfile::tempdir().unwrap();
    let _ = indexes(home.path()).index(&dossier(&texts(0..8)));
    let size = fs::metadata(&files(home.path())[0]).unwrap().len();
    for at in 0..usize::try_from(size).unwrap() {
        check_damaged(|bytes| bytes[at] ^= 4);
    }
    for cut in [0, 1, 7, 100, 300] {
        check_damaged(|bytes| bytes.truncate(cut));
    }
    check_damaged(|bytes| bytes.extend(b"more"));
    check_damaged(|bytes| *bytes = b"something else entirely".to_vec());
}

#[test]
fn a_dossier_whose_index_cant_be_kept_is_searched_all_the_same() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("cache"), "in the way").unwrap();
    let all = dossier(&texts(0..3));
    let index = indexes(home.path()).index(&all).index;
    assert_eq!(found(&all, index, "bbbb "), [1]);
}
