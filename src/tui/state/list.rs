//! The list of articles.

use super::{RowCursor, SavedSearches};
use crate::command::SortOrder;

/// The list pane.
#[derive(Clone, Debug)]
pub struct ListState {
    /// The filter's query; empty when everything is shown.
    pub filter: String,
    /// The order.
    pub sort: SortOrder,
    /// Whether articles that tell one story stand together under its head.
    pub grouped: bool,
    /// The articles that pass the filter, in the dossier's order; none when all do.
    pub passing: Option<Vec<usize>>,
    /// The number of the last filtering asked for; older answers are dropped.
    pub asked: u64,
    /// The saved searches.
    pub saved: SavedSearches,
    /// What is shown, from top to bottom.
    pub rows: Vec<ListRow>,
    /// The selected row and the first one shown.
    pub cursor: RowCursor,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListRow {
    /// A saved search, by its place among them.
    Saved(usize),
    /// An article, by its place in the dossier.
    Article(usize),
    /// The head of a story, by its place in the dossier's stories.
    Story(usize),
    /// The head over articles that belong to no story.
    Rest,
}

impl ListState {
    /// An empty list in an order.
    #[must_use]
    pub fn new(sort: SortOrder) -> Self {
        Self {
            filter: String::new(),
            sort,
            grouped: false,
            passing: None,
            asked: 0,
            saved: SavedSearches::default(),
            rows: Vec::new(),
            cursor: RowCursor::default(),
        }
    }

    /// The article of the selected row; of a head, the first one under it; none
    /// of a saved search.
    #[must_use]
    pub fn selected_article(&self) -> Option<usize> {
        if let Some(ListRow::Saved(_)) = self.rows.get(self.cursor.selected) {
            return None;
        }
        self.rows.get(self.cursor.selected..)?.iter().find_map(|row| match row {
            ListRow::Article(article) => Some(*article),
            _ => None,
        })
    }

    /// The first row that is no saved search.
    #[must_use]
    pub fn first_row(&self) -> usize {
        self.rows.iter().take_while(|row| matches!(row, ListRow::Saved(_))).count()
    }

    /// The place of the selected article among those shown, from 1, and how many there are.
    #[must_use]
    pub fn counted(&self) -> (usize, usize) {
        let is_article = |row: &&ListRow| matches!(row, ListRow::Article(_));
        let above = self.rows.iter().take(self.cursor.selected + 1);
        (above.filter(is_article).count(), self.rows.iter().filter(is_article).count())
    }

    /// The row of an article.
    #[must_use]
    pub fn row_of(&self, article: usize) -> Option<usize> {
        self.rows.iter().position(|row| *row == ListRow::Article(article))
    }
}
