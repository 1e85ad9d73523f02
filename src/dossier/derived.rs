//! What follows from the articles of a dossier, apart from them: it can be
//! kept on disk and taken up again for the same articles.

use serde::{Deserialize, Serialize};

use super::{Articles, Entity, Owners, Story, Timeline, entity, story, timeline};
use crate::model::Corrections;

/// What follows from the articles of a dossier.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Derived {
    /// The entities of all articles, merged.
    pub entities: Vec<Entity>,
    /// For each article, for each of its own entities, the merged one.
    pub entity_of: Owners,
    /// What the articles tell.
    pub timeline: Timeline,
    /// Articles that tell the same story.
    pub stories: Vec<Story>,
}

impl Derived {
    /// Derives everything. Goes through the articles a few times and holds one at a time.
    pub(super) fn of(articles: &Articles, corrections: &Corrections) -> Self {
        let (entities, entity_of) = entity::merge(articles);
        let told =
            timeline::Told { articles, open: None, entities: &entities, entity_of: &entity_of };
        let timeline = timeline::build(&told, corrections);
        let stories = story::stories(&told);
        Self { entities, entity_of, timeline, stories }
    }
}
