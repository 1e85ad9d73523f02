//! A selected row and the first row shown, for every list of the reader.

/// Where a list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCursor {
    /// The selected row.
    pub selected: usize,
    /// The first row shown.
    pub top: usize,
}

impl RowCursor {
    /// Goes `by` rows down (up when negative), held inside `count` rows.
    pub fn step(&mut self, by: isize, count: usize) {
        self.go(self.selected.saturating_add_signed(by), count);
    }

    /// Goes to a row, held inside `count` rows.
    pub fn go(&mut self, row: usize, count: usize) {
        self.selected = row.min(count.saturating_sub(1));
    }

    /// Scrolls as little as needed for the selected row to be seen in `room`
    /// lines. `height` gives the lines of a row. Cost: the rows that fit.
    pub fn show(&mut self, room: u16, height: impl Fn(usize) -> u16) {
        self.top = self.top.min(self.selected);
        let mut first = self.selected;
        let mut used = height(first);
        while first > self.top {
            used = used.saturating_add(height(first - 1));
            if used > room {
                break;
            }
            first -= 1;
        }
        self.top = first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(top: usize, selected: usize, room: u16, expected: usize) {
        let mut cursor = RowCursor { selected, top };
        cursor.show(room, |_| 2);
        assert_eq!(cursor.top, expected, "{selected} from {top} in {room}");
    }

    #[test]
    fn the_selected_row_is_seen_with_the_least_scrolling() {
        check(0, 0, 10, 0);
        check(0, 4, 10, 0);
        check(0, 5, 10, 1);
        check(8, 3, 10, 3);
        check(0, 5, 1, 5);
        check(3, 5, 0, 5);
    }

    #[test]
    fn steps_stay_inside() {
        let mut cursor = RowCursor::default();
        cursor.step(-3, 5);
        assert_eq!(cursor.selected, 0);
        cursor.step(9, 5);
        assert_eq!(cursor.selected, 4);
        cursor.step(1, 0);
        assert_eq!(cursor.selected, 0);
    }
}
