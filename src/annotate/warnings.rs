//! What a reader should know before trusting an article's dates: that the
//! publication date and the text's own dates don't go together.
//!
//! Seldom on purpose: history, plans and anniversaries are full of dates far
//! from the day of publication, and none of them is a fault.

use super::events::DEEDS;
use crate::model::{Article, Metadata, Precision, PublishedFrom, Span, Timex, When};

/// Days after the publication from which a deed told as done is a fault; less
/// may be a time zone or a paper dated ahead.
const AHEAD: i64 = 3;

/// Days within which all dates of a piece of news lie, and how far from its
/// publication they must be to be a fault.
const STRETCH: i64 = 60;
const FAR: i64 = 180;

/// One plain sentence for each disagreement. Linear in the times.
pub(super) fn warnings(
    article: &Article,
    timexes: &[Timex],
    published: Option<&When>,
) -> Vec<String> {
    let Some(published) = published.filter(|when| when.precision <= Precision::Day) else {
        return Vec::new();
    };
    other_date_line(&article.metadata, published)
        .into_iter()
        .chain(told_too_early(&article.text, timexes, published))
        .chain(told_too_late(timexes, published))
        .collect()
}

/// A date line in the text that lies days away from the publication. The
/// reader's own date is beyond doubt.
fn other_date_line(metadata: &Metadata, published: &When) -> Option<String> {
    let own = metadata.published.as_ref().map(|published| published.from);
    let line = metadata.candidates.iter().find(|candidate| {
        matches!(candidate.from, PublishedFrom::Dateline | PublishedFrom::GluedDateline)
            && days(published, &candidate.when).abs() > AHEAD
    });
    line.filter(|_| own != Some(PublishedFrom::Reader)).map(|line| {
        let (line, published) = (line.when.edtf(), published.edtf());
        format!("The date line says {line}, but the publication date is {published}.")
    })
}

/// A day in full after the publication on which something was done.
fn told_too_early(text: &str, timexes: &[Timex], published: &When) -> Option<String> {
    let told = explicit_days(timexes)
        .find(|(timex, when)| days(published, when) > AHEAD && is_done_on(text, timex.span));
    let (_, when) = told?;
    Some(format!(
        "The text tells {} as past, but the publication date is {}.",
        when.edtf(),
        published.edtf()
    ))
}

/// "signed on 5 May 2031", with at most a few words between: no "to", "for" or "until".
fn is_done_on(text: &str, day: Span) -> bool {
    const LINKS: [&str; 6] = ["to", "for", "until", "by", "from", "be"];
    let before = Span::new(0, day.start).cut(text);
    let mut words = before.split_whitespace().rev();
    let on = words.next() == Some("on");
    let near: Vec<&str> =
        words.take(6).take_while(|word| !word.ends_with(['.', ';', ','])).collect();
    let deed = near.iter().position(|word| DEEDS.contains(word));
    on && deed.is_some_and(|at| near.iter().take(at + 3).all(|word| !LINKS.contains(word)))
}

/// News of "yesterday" or "Tuesday" whose days in full all lie in a short time
/// long before the publication.
fn told_too_late(timexes: &[Timex], published: &When) -> Option<String> {
    let present = ["this-day", "yesterday", "bare-weekday-past", "last-day"];
    let speaks = timexes.iter().any(|timex| present.contains(&timex.rule.as_str()));
    let first = explicit_days(timexes).map(|(_, when)| when).min_by_key(|when| when.first)?;
    let last = explicit_days(timexes).map(|(_, when)| when).max_by_key(|when| when.first)?;
    let several = explicit_days(timexes).count() >= 2;
    let close = days(first, last) <= STRETCH;
    let absolute = timexes.iter().filter(|timex| timex.anchor.is_none());
    let none_near = absolute
        .filter_map(|timex| timex.when.as_ref())
        .all(|when| days(when, published) > FAR || when.precision > Precision::Year);
    (speaks && several && close && none_near).then(|| {
        format!(
            "The text speaks of {} as the present, but the publication date is {}.",
            last.edtf(),
            published.edtf()
        )
    })
}

/// Days that the text gives in full, with their year.
fn explicit_days(timexes: &[Timex]) -> impl Iterator<Item = (&Timex, &When)> {
    timexes
        .iter()
        .filter(|timex| timex.anchor.is_none())
        .filter_map(|timex| Some((timex, timex.when.as_ref()?)))
        .filter(|(_, when)| when.precision == Precision::Day && !when.approximate)
}

fn days(from: &When, to: &When) -> i64 {
    i64::from((to.first - from.first).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::annotate,
        model::{Block, BlockKind, DateCandidate, Published},
    };
    use jiff::civil::date;

    /// The warnings of a text published on 13 May 2031.
    fn check(text: &str, expected: &[&str]) {
        let span = Span::new(0, text.len());
        let article = Article {
            text: text.to_owned(),
            blocks: vec![Block { kind: BlockKind::Paragraph, span }],
            ..Article::default()
        };
        let annotations = annotate(&article, Some(&When::day(date(2031, 5, 13))));
        assert_eq!(annotations.warnings, expected, "{text}");
    }

    #[test]
    fn a_publication_date_that_cannot_be_is_said() {
        check(
            "The two mayors signed the charter on 2 June 2031 in the old harbour.",
            &["The text tells 2031-06-02 as past, but the publication date is 2031-05-13."],
        );
        check(
            "The ferry sank on Tuesday. Divers went down on 3 March 2029, and again on 9 March 2029.",
            &[
                "The text speaks of 2029-03-09 as the present, but the publication date is 2031-05-13.",
            ],
        );
    }

    /// The warnings of an article published on 13 May 2031 by its page, or by
    /// the reader, with a date line of its own.
    fn dated(line: &str, from: PublishedFrom) -> Vec<String> {
        let mut article = Article::default();
        let when = |text: &str| When::parse(text).unwrap();
        article.metadata.published =
            Some(Published { text: "2031-05-13".to_owned(), when: when("2031-05-13"), from });
        let line = DateCandidate {
            when: when(line),
            text: line.to_owned(),
            from: PublishedFrom::Dateline,
        };
        article.metadata.candidates = vec![line];
        annotate(&article, Some(&when("2031-05-13"))).warnings
    }

    #[test]
    fn a_date_line_that_says_otherwise_is_said() {
        let warning = "The date line says 2031-02-02, but the publication date is 2031-05-13.";
        assert_eq!(dated("2031-02-02", PublishedFrom::Meta), [warning]);
        assert!(dated("2031-05-12", PublishedFrom::Meta).is_empty());
        assert!(dated("2031-02-02", PublishedFrom::Reader).is_empty());
    }

    #[test]
    fn plans_and_history_are_no_faults() {
        check("The two mayors will sign the charter on 2 June 2031.", &[]);
        check("The charter, signed to take effect on 2 June 2031, was praised.", &[]);
        check("The fair was moved to 2 June 2031.", &[]);
        check("The ferry sank on 3 March 2029. The owners were tried on 9 March 2029.", &[]);
        check("The ferry sank on 3 March 2029. On Tuesday a court ruled on it.", &[]);
    }
}
