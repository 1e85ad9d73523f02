//! Roles to colours, at the last step.
//!
//! State and views speak of a [`Role`] (person, date, selected line); a
//! [`Theme`] turns it into a style, and the terminal's [`Depth`] into a colour
//! it has. Each role that means something also differs without colour: by a
//! modifier here or by a sign that the view draws.

use ratatui::style::{Color, Modifier, Style};

pub use crate::command::Theme;
use crate::model::EntityKind;

/// What a cell means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Plain text.
    Text,
    /// Text of less weight: publishers, hints.
    Faint,
    /// What cleaning removed.
    Chrome,
    /// A pane's title.
    Title,
    /// The title of the pane that has the focus.
    TitleFocused,
    /// Lines between panes.
    Rule,
    /// The status line.
    Status,
    /// A key in a hint.
    Key,
    /// The selected row of the pane that has the focus.
    Selected,
    /// The selected row of another pane.
    SelectedElsewhere,
    /// A heading inside the text; a year in the timeline.
    Heading,
    /// A quotation.
    Quote,
    /// A caption.
    Caption,
    /// Code and raw text.
    Code,
    /// A mention of an entity.
    Entity(EntityKind),
    /// A time expression.
    Timex,
    /// The sentence that the selected timeline entry tells.
    Telling,
    /// A hit of a search.
    Hit,
    /// The hit the cursor is on.
    HitCurrent,
    /// A highlight in one of five colours, 0 to 4.
    Highlight(u8),
    /// Text being selected.
    Selection,
    /// Something planned.
    Planned,
    /// Something planned whose time has passed.
    Overdue,
    /// An unread mark, a star, a note mark.
    Mark,
    /// Letters matched by the finder.
    Matched,
    /// A problem or warning.
    Problem,
    /// The frame and ground of a box over the panes.
    Overlay,
}

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Depth {
    /// 24-bit colour.
    #[default]
    True,
    /// The 256 colours of xterm.
    Indexed,
    /// The 16 colours every terminal has.
    Sixteen,
    /// None (`NO_COLOR`).
    None,
}

/// A colour as red, green, blue.
type Rgb = (u8, u8, u8);

/// The colours of a theme, by role family.
struct Palette {
    text: Rgb,
    ground: Rgb,
    faint: Rgb,
    accent: Rgb,
    raised: Rgb,
    person: Rgb,
    organisation: Rgb,
    place: Rgb,
    group: Rgb,
    system: Rgb,
    money: Rgb,
    event: Rgb,
    warning: Rgb,
    marks: [Rgb; 5],
}

const DARK: Palette = Palette {
    text: (0xd8, 0xd8, 0xd2),
    ground: (0x16, 0x18, 0x1c),
    faint: (0x8a, 0x8f, 0x98),
    accent: (0x7a, 0xb8, 0xf5),
    raised: (0x2c, 0x33, 0x3f),
    person: (0xf2, 0xb3, 0x6b),
    organisation: (0x8c, 0xc8, 0xff),
    place: (0x8f, 0xd6, 0x94),
    group: (0x6f, 0xd3, 0xc9),
    system: (0xe0, 0x9a, 0xe8),
    money: (0xd9, 0xd0, 0x6a),
    event: (0xf5, 0x8f, 0x9c),
    warning: (0xff, 0x8a, 0x65),
    marks: [
        (0x5c, 0x50, 0x12),
        (0x1f, 0x4d, 0x2b),
        (0x1c, 0x40, 0x66),
        (0x5e, 0x24, 0x45),
        (0x42, 0x2d, 0x6b),
    ],
};

const LIGHT: Palette = Palette {
    text: (0x24, 0x26, 0x2a),
    ground: (0xfa, 0xf8, 0xf3),
    faint: (0x6a, 0x6e, 0x76),
    accent: (0x0b, 0x5c, 0xad),
    raised: (0xdd, 0xe5, 0xee),
    person: (0x9c, 0x4a, 0x00),
    organisation: (0x0b, 0x58, 0xa6),
    place: (0x1d, 0x6b, 0x2a),
    group: (0x00, 0x6b, 0x66),
    system: (0x85, 0x1f, 0x93),
    money: (0x6b, 0x60, 0x00),
    event: (0xb0, 0x1f, 0x3a),
    warning: (0xb3, 0x35, 0x0a),
    marks: [
        (0xff, 0xef, 0x9e),
        (0xc9, 0xf0, 0xcf),
        (0xc6, 0xe2, 0xff),
        (0xff, 0xd0, 0xe4),
        (0xe2, 0xd3, 0xff),
    ],
};

const HIGH_CONTRAST: Palette = Palette {
    text: (0xff, 0xff, 0xff),
    ground: (0x00, 0x00, 0x00),
    faint: (0xc8, 0xc8, 0xc8),
    accent: (0x00, 0xff, 0xff),
    raised: (0x00, 0x3c, 0x8c),
    person: (0xff, 0xc0, 0x40),
    organisation: (0x80, 0xd0, 0xff),
    place: (0x60, 0xff, 0x60),
    group: (0x40, 0xff, 0xe0),
    system: (0xff, 0x90, 0xff),
    money: (0xff, 0xff, 0x40),
    event: (0xff, 0x90, 0x90),
    warning: (0xff, 0x80, 0x40),
    marks: [
        (0x5c, 0x4c, 0x00),
        (0x00, 0x58, 0x10),
        (0x00, 0x48, 0x90),
        (0x80, 0x00, 0x50),
        (0x50, 0x20, 0xa0),
    ],
};

impl Theme {
    fn palette(self) -> Option<&'static Palette> {
        match self {
            Self::Dark => Some(&DARK),
            Self::Light => Some(&LIGHT),
            Self::HighContrast => Some(&HIGH_CONTRAST),
            Self::Mono => None,
        }
    }

    /// The style of a role laid over what is drawn already: an entity keeps the
    /// ground of the highlight it stands in, a highlight the letters' colour.
    #[must_use]
    pub fn over(self, under: Style, role: Role, depth: Depth) -> Style {
        let style = self.style(role, depth);
        let modifiers = under.add_modifier(style.add_modifier);
        match role {
            Role::Timex => modifiers,
            Role::Entity(_) | Role::Mark | Role::Matched => Style { fg: style.fg, ..modifiers },
            Role::Telling | Role::Highlight(_) => Style { bg: style.bg, ..modifiers },
            _ => Style { fg: style.fg, bg: style.bg, ..modifiers },
        }
    }

    /// The style of a role on a terminal of some depth.
    #[must_use]
    pub fn style(self, role: Role, depth: Depth) -> Style {
        let style = Style::new().add_modifier(modifier(role));
        let palette = if depth == Depth::None { None } else { self.palette() };
        let Some(palette) = palette else { return style.add_modifier(plain_modifier(role)) };
        let (text, ground) = palette.colours(role);
        style.fg(depth.colour(text)).bg(depth.colour(ground))
    }
}

impl Palette {
    /// Text and ground of a role.
    fn colours(&self, role: Role) -> (Rgb, Rgb) {
        match role {
            Role::Faint | Role::Chrome | Role::Rule | Role::Caption | Role::Title => {
                (self.faint, self.ground)
            }
            Role::TitleFocused | Role::Heading | Role::Matched => (self.accent, self.ground),
            Role::Status | Role::SelectedElsewhere | Role::Overlay | Role::Telling => {
                (self.text, self.raised)
            }
            Role::Key => (self.accent, self.raised),
            Role::Selected | Role::Selection => (self.ground, self.accent),
            Role::Entity(kind) => (self.entity(kind), self.ground),
            Role::Hit => (self.ground, self.money),
            Role::HitCurrent => (self.ground, self.person),
            Role::Highlight(colour) => (self.text, self.mark(colour)),
            Role::Planned => (self.group, self.ground),
            Role::Overdue | Role::Problem => (self.warning, self.ground),
            Role::Mark => (self.person, self.ground),
            Role::Text | Role::Quote | Role::Code | Role::Timex => (self.text, self.ground),
        }
    }

    fn entity(&self, kind: EntityKind) -> Rgb {
        match kind {
            EntityKind::Person => self.person,
            EntityKind::Organisation => self.organisation,
            EntityKind::Place => self.place,
            EntityKind::Group => self.group,
            EntityKind::System => self.system,
            EntityKind::Money => self.money,
            EntityKind::Event => self.event,
        }
    }

    fn mark(&self, colour: u8) -> Rgb {
        self.marks.get(usize::from(colour)).copied().unwrap_or(self.raised)
    }
}

/// Modifiers that a role has in every theme.
fn modifier(role: Role) -> Modifier {
    match role {
        Role::TitleFocused
        | Role::Heading
        | Role::Matched
        | Role::Key
        | Role::Entity(EntityKind::Person | EntityKind::System) => Modifier::BOLD,
        Role::Quote | Role::Caption | Role::Planned => Modifier::ITALIC,
        Role::Timex => Modifier::UNDERLINED,
        Role::HitCurrent => Modifier::BOLD.union(Modifier::UNDERLINED),
        _ => Modifier::empty(),
    }
}

/// Modifiers that stand in for colours where there are none.
fn plain_modifier(role: Role) -> Modifier {
    match role {
        Role::Selected | Role::Selection | Role::Hit | Role::HitCurrent | Role::Status => {
            Modifier::REVERSED
        }
        Role::Faint | Role::Chrome | Role::Rule => Modifier::DIM,
        Role::Highlight(_) => Modifier::REVERSED.union(Modifier::DIM),
        Role::Entity(_)
        | Role::Mark
        | Role::Problem
        | Role::Overdue
        | Role::SelectedElsewhere
        | Role::Telling => Modifier::BOLD,
        _ => Modifier::empty(),
    }
}

impl Depth {
    /// The nearest colour the terminal has.
    fn colour(self, rgb: Rgb) -> Color {
        match self {
            Self::True => Color::Rgb(rgb.0, rgb.1, rgb.2),
            Self::Indexed => Color::Indexed(indexed(rgb)),
            Self::Sixteen => sixteen(rgb),
            Self::None => Color::Reset,
        }
    }
}

/// The nearest of xterm's 6x6x6 cube and its 24 greys.
fn indexed(rgb: Rgb) -> u8 {
    let (red, green, blue) = rgb;
    let spread = red.max(green).max(blue) - red.min(green).min(blue);
    if spread < 12 {
        let grey = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
        return u8::try_from(232 + (grey.saturating_sub(3) / 10).min(23)).unwrap_or(u8::MAX);
    }
    16 + 36 * cube_level(red) + 6 * cube_level(green) + cube_level(blue)
}

/// The nearest of the cube's levels 0, 95, 135, 175, 215, 255.
fn cube_level(value: u8) -> u8 {
    match value {
        0..48 => 0,
        48..115 => 1,
        _ => (value - 35) / 40,
    }
}

/// The nearest of the 16: which of the channels stand out, and whether it is bright.
fn sixteen(rgb: Rgb) -> Color {
    let (red, green, blue) = rgb;
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    if most - least < 40 {
        return match most {
            0..64 => Color::Black,
            64..170 => Color::DarkGray,
            170..225 => Color::Gray,
            _ => Color::White,
        };
    }
    let middle = least + (most - least) / 2;
    let channels = (red > middle, green > middle, blue > middle);
    channel_colour(channels, most > 150)
}

fn channel_colour(channels: (bool, bool, bool), bright: bool) -> Color {
    match (channels, bright) {
        ((true, true, _), false) => Color::Yellow,
        ((true, true, _), true) => Color::LightYellow,
        ((true, _, true), false) => Color::Magenta,
        ((true, _, true), true) => Color::LightMagenta,
        ((_, true, true), false) => Color::Cyan,
        ((_, true, true), true) => Color::LightCyan,
        ((true, ..), false) => Color::Red,
        ((true, ..), true) => Color::LightRed,
        ((_, true, _), false) => Color::Green,
        ((_, true, _), true) => Color::LightGreen,
        (_, false) => Color::Blue,
        (_, true) => Color::LightBlue,
    }
}

/// The sign that stands after a mention, so that its kind reads without colour.
#[must_use]
pub fn entity_sign(kind: EntityKind) -> char {
    match kind {
        EntityKind::Person => 'ᵖ',
        EntityKind::Organisation => 'ᵒ',
        EntityKind::Place => 'ˡ',
        EntityKind::Group => 'ᵍ',
        EntityKind::System => 'ˢ',
        EntityKind::Money => 'ᵐ',
        EntityKind::Event => 'ᵉ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance contrast, WCAG 2.2, 1.4.3.
    fn contrast(one: Rgb, other: Rgb) -> f64 {
        let luminance = |rgb: Rgb| {
            let channel = |value: u8| {
                let share = f64::from(value) / 255.0;
                if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(rgb.0) + 0.7152 * channel(rgb.1) + 0.0722 * channel(rgb.2)
        };
        let (light, dark) =
            (luminance(one).max(luminance(other)), luminance(one).min(luminance(other)));
        (light + 0.05) / (dark + 0.05)
    }

    fn roles() -> Vec<Role> {
        let mut roles = vec![
            Role::Text,
            Role::Faint,
            Role::Chrome,
            Role::Title,
            Role::TitleFocused,
            Role::Status,
            Role::Key,
            Role::Selected,
            Role::SelectedElsewhere,
            Role::Heading,
            Role::Timex,
            Role::Telling,
            Role::Hit,
            Role::HitCurrent,
            Role::Selection,
            Role::Planned,
            Role::Overdue,
            Role::Mark,
            Role::Matched,
            Role::Problem,
            Role::Overlay,
        ];
        roles.extend(EntityKind::ALL.map(Role::Entity));
        roles.extend((0..5).map(Role::Highlight));
        roles
    }

    #[test]
    fn every_role_has_enough_contrast_to_read() {
        for (theme, least) in [(&DARK, 4.5), (&LIGHT, 4.5), (&HIGH_CONTRAST, 7.0)] {
            for role in roles() {
                let (text, ground) = theme.colours(role);
                assert!(contrast(text, ground) >= least, "{role:?} {:.1}", contrast(text, ground));
            }
        }
    }

    #[test]
    fn without_colour_no_style_names_one() {
        for &theme in Theme::ALL {
            for role in roles() {
                let style = theme.style(role, Depth::None);
                assert_eq!((style.fg, style.bg), (None, None));
            }
        }
        assert_eq!(Theme::Mono.style(Role::Hit, Depth::True).fg, None);
    }

    #[test]
    fn colours_come_near_on_poorer_terminals() {
        assert_eq!(indexed((255, 255, 255)), 255);
        assert_eq!(indexed((0, 0, 0)), 232);
        assert_eq!(indexed((0, 0, 255)), 21);
        assert_eq!(sixteen((0xf2, 0x40, 0x20)), Color::LightRed);
        assert_eq!(sixteen((0x10, 0x12, 0x14)), Color::Black);
    }
}
