//! Makes a folder of articles for measuring: `make_folder FOLDER [COUNT [WORDS]]`.

mod article;

use std::{env, fs, io, path::Path};

use article::Article;

fn main() -> io::Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let Some(folder) = words.first() else {
        return Err(io::Error::other("expected FOLDER [COUNT [WORDS]]"));
    };
    let number =
        |at: usize, default| words.get(at).and_then(|word| word.parse().ok()).unwrap_or(default);
    make(Path::new(folder), number(1, 1000), number(2, 450))
}

fn make(folder: &Path, count: usize, words: usize) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for number in 0..count {
        let (extension, text) = Article::new(number, words).print(number % 4);
        fs::write(folder.join(format!("{number:06}.{extension}")), text)?;
    }
    Ok(())
}
