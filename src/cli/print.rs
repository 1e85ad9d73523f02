//! The forms of output that lists share: text, JSON Lines, one JSON array.

use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::args::Form;

/// Prints items one by one in a form.
pub(super) struct Printer<'a> {
    form: Form,
    out: &'a mut dyn Write,
    count: usize,
}

impl<'a> Printer<'a> {
    /// A printer that has printed nothing.
    pub(super) fn new(form: Form, out: &'a mut dyn Write) -> Self {
        Self { form, out, count: 0 }
    }

    /// Prints one item: as JSON, or as `text` writes it.
    pub(super) fn item(
        &mut self,
        item: &impl Serialize,
        text: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        match self.form {
            Form::Text => text(self.out)?,
            Form::Jsonl => json_line(self.out, item)?,
            Form::Json => self.element(item)?,
        }
        self.count += 1;
        Ok(())
    }

    /// Prints one item of the JSON list.
    fn element(&mut self, item: &impl Serialize) -> io::Result<()> {
        self.out.write_all(if self.count == 0 { b"[\n" } else { b",\n" })?;
        Ok(serde_json::to_writer(&mut *self.out, item)?)
    }

    /// Ends the output.
    pub(super) fn finish(self) -> io::Result<()> {
        match (self.form, self.count) {
            (Form::Json, 0) => self.out.write_all(b"[]\n"),
            (Form::Json, _) => self.out.write_all(b"\n]\n"),
            _ => Ok(()),
        }
    }
}

/// Prints a value as one line of JSON.
pub(super) fn json_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// Columns a line of running text may have.
const WIDTH: usize = 80;

/// One paragraph broken at spaces into lines of at most 80 columns (a longer
/// word has a line of its own), each indented by `indent` spaces and, after
/// the first, by two more.
pub(super) fn wrapped(text: &str, indent: usize) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let width = word.width();
        if column == 0 || column + 1 + width > WIDTH {
            let margin = if column == 0 { indent } else { indent + 2 };
            lines.push_str(if column == 0 { "" } else { "\n" });
            lines.push_str(&" ".repeat(margin));
            column = margin;
        } else {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += width;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_at_eighty_columns() {
        let text = wrapped(&"word ".repeat(40), 2);
        assert!(text.lines().all(|line| line.width() <= WIDTH && line.starts_with("  ")));
        assert_eq!(text.split_whitespace().count(), 40);
        assert_eq!(wrapped("one", 2), "  one");
        assert_eq!(wrapped("", 2), "");
    }

    #[test]
    fn json_is_whole_for_none_one_and_two() {
        for count in 0..3 {
            let mut out = Vec::new();
            let mut printer = Printer::new(Form::Json, &mut out);
            (0..count).for_each(|item| printer.item(&item, |_| Ok(())).unwrap());
            printer.finish().unwrap();
            let read: Vec<usize> = serde_json::from_slice(&out).unwrap();
            assert_eq!(read.len(), count);
        }
    }
}
