//! Commands: each is one call.

use super::{
    act, correct, entity, export, find, finder, history, kinds, list, mention, moving, note, notes,
    page, pairs, piece, prompt, saved, select, show, story, text, timeline, version,
};
use crate::{
    command::{CommandId, Group},
    note::Colour,
    tui::{
        effect::Effect,
        layout::Pane,
        motion,
        state::{FinderScope, SelectUnit, State},
    },
};

/// Runs a command.
pub(super) fn run(state: &mut State, id: CommandId) -> Option<Effect> {
    match id.command().group {
        Group::Move => moves(state, id),
        Group::Go => goes(state, id),
        Group::Find => finds(state, id),
        Group::Mark => marks(state, id),
        Group::Show => shows(state, id),
        Group::Program => program(state, id),
    }
}

fn moves(state: &mut State, id: CommandId) -> Option<Effect> {
    use moving::Step;
    match id {
        CommandId::EarlierQuery => finder::earlier(state, finder::Step::Back),
        CommandId::LaterQuery => finder::earlier(state, finder::Step::On),
        CommandId::Down | CommandId::NextResult => moving::step(state, Step::Lines(1)),
        CommandId::Up | CommandId::PreviousResult => moving::step(state, Step::Lines(-1)),
        CommandId::PageDown => moving::step(state, Step::Pages(1)),
        CommandId::PageUp => moving::step(state, Step::Pages(-1)),
        CommandId::HalfDown => moving::step(state, Step::HalfPages(1)),
        CommandId::HalfUp => moving::step(state, Step::HalfPages(-1)),
        CommandId::First => moving::step(state, Step::First),
        CommandId::Last => moving::step(state, Step::Last),
        CommandId::Left => moving::sideways(state, -1),
        CommandId::Right => moving::sideways(state, 1),
        CommandId::NextWord => text::move_by(state, motion::next_word),
        CommandId::PreviousWord => text::move_by(state, motion::previous_word),
        CommandId::LineStart => text::line_start(state),
        CommandId::LineEnd => text::line_end(state),
        CommandId::NextSentence => text::next_sentence(state),
        CommandId::PreviousSentence => text::previous_sentence(state),
        CommandId::NextBlock => text::next_block(state),
        CommandId::PreviousBlock => text::previous_block(state),
        _ => None,
    }
}

fn goes(state: &mut State, id: CommandId) -> Option<Effect> {
    match id {
        CommandId::Open => moving::open(state),
        CommandId::NextPane => show::step_focus(state, 1),
        CommandId::PreviousPane => show::step_focus(state, -1),
        CommandId::GoList => show::focus(state, Pane::List),
        CommandId::GoText => show::focus(state, Pane::Text),
        CommandId::GoTimeline => show::focus(state, Pane::Timeline),
        CommandId::NextArticle => list::step_article(state, 1),
        CommandId::PreviousArticle => list::step_article(state, -1),
        CommandId::NextMention => mention::step(state, mention::Way::Next),
        CommandId::PreviousMention => mention::step(state, mention::Way::Previous),
        CommandId::Back => history::back(state),
        CommandId::Forward => history::forward(state),
        CommandId::ShowEntry => timeline::show_entry(state),
        CommandId::OpenLink => export::open_link(state),
        CommandId::Escape => show::escape(state),
        _ => None,
    }
}

fn finds(state: &mut State, id: CommandId) -> Option<Effect> {
    match id {
        CommandId::Find => find::start(state),
        CommandId::NextHit => find::step(state, 1),
        CommandId::PreviousHit => find::step(state, -1),
        CommandId::Finder => finder::open(state, FinderScope::Everything),
        CommandId::Palette => finder::open(state, FinderScope::Commands),
        CommandId::FilterList => prompt::filter(state),
        CommandId::SaveSearch => saved::ask_name(state),
        CommandId::ForgetSearch => saved::forget(state),
        CommandId::FilterTimeline => prompt::filter_timeline(state),
        CommandId::FilterAround => timeline::only_around(state),
        CommandId::FilterEntities => prompt::entity_name(state),
        CommandId::FilterNotes => notes::ask_filter(state),
        CommandId::Complete => prompt::complete(state),
        CommandId::Accept => prompt::accept(state),
        _ => None,
    }
}

fn marks(state: &mut State, id: CommandId) -> Option<Effect> {
    match id {
        CommandId::Select => select::start(state, SelectUnit::Character),
        CommandId::SelectSentence => select::start(state, SelectUnit::Sentence),
        CommandId::SwapEnds => select::swap_ends(state),
        CommandId::Highlight => note::highlight(state, None),
        CommandId::Yellow => note::highlight(state, Some(Colour::Yellow)),
        CommandId::Green => note::highlight(state, Some(Colour::Green)),
        CommandId::Blue => note::highlight(state, Some(Colour::Blue)),
        CommandId::Pink => note::highlight(state, Some(Colour::Pink)),
        CommandId::Purple => note::highlight(state, Some(Colour::Purple)),
        CommandId::AddNote => note::edit(state),
        CommandId::RemoveNote => note::remove(state),
        CommandId::SaveNote => note::save(state),
        CommandId::OutsideEditor => note::edit_outside(state),
        CommandId::NoteTags => notes::ask_tags(state),
        CommandId::AttachNote => notes::attach(state),
        CommandId::Notes => notes::list(state),
        CommandId::MergeLogs => Some(Effect::MergeLogs),
        CommandId::ToggleRead => act::toggle_read(state),
        CommandId::ToggleStar => act::toggle_star(state),
        CommandId::Tag => prompt::tag(state),
        CommandId::Correct => correct::choose(state),
        CommandId::Strike => piece::strike(state),
        CommandId::Undo => act::undo(state),
        CommandId::Redo => act::redo(state),
        CommandId::Copy => export::copy(state),
        CommandId::Export => export::choose(state),
        _ => None,
    }
}

fn shows(state: &mut State, id: CommandId) -> Option<Effect> {
    match id {
        CommandId::ToggleTimeline => show::toggle_timeline(state),
        CommandId::Zen => show::toggle_zen(state),
        CommandId::Layer => show::next_layer(state),
        CommandId::Changes => version::toggle(state),
        CommandId::Theme => show::next_theme(state),
        CommandId::Mouse => Some(show::toggle_mouse(state)),
        CommandId::Reason => show::toggle_reason(state),
        CommandId::Entities => entity::list(state),
        CommandId::EntityScope => entity::next_scope(state),
        CommandId::EntityKind => entity::next_kind(state),
        CommandId::Kinds => kinds::choose(state),
        CommandId::Together => pairs::open(state),
        CommandId::FilterByEntity => entity::filter_by_selected(state),
        CommandId::ListByEntity => entity::list_by_selected(state),
        CommandId::EntityHere => entity::filter_by_here(state),
        CommandId::Stories => story::open(state),
        CommandId::GroupStories => list::toggle_groups(state),
        CommandId::Sort => list::next_sort(state),
        CommandId::NotesOrder => notes::next_order(state),
        CommandId::ZoomIn => timeline::zoom_in(state),
        CommandId::ZoomOut => timeline::zoom_out(state),
        CommandId::FilterStatus => timeline::next_status(state),
        CommandId::FilterTrust => timeline::next_trust(state),
        CommandId::FilterArticle => timeline::toggle_article(state),
        CommandId::ClearFilters => timeline::clear_filters(state),
        CommandId::Problems => page::problems(state),
        _ => None,
    }
}

fn program(state: &mut State, id: CommandId) -> Option<Effect> {
    match id {
        CommandId::Help => page::help(state),
        CommandId::Close => show::escape(state),
        CommandId::Quit | CommandId::Interrupt => Some(Effect::Quit),
        _ => None,
    }
}
