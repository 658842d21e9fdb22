//! The whole index out of one snapshot.

use super::{
    audience::{Audience, action},
    intake::{Chosen, Runs, deed},
    store::{self, Whose},
};
use crate::db::{Result, Transaction};

/// Rows between two looks at the memory that is taken.
const ROWS_BETWEEN_LOOKS: usize = 1 << 18;

/// Whether what is loaded stays within its bounds.
struct Room {
    most: usize,
    rows: usize,
    is_left: bool,
}

impl Room {
    /// Another row was taken in.
    fn took(&mut self, audience: &Audience, fitted: bool) {
        self.rows += 1;
        self.is_left &= fitted;
        if self.rows.is_multiple_of(ROWS_BETWEEN_LOOKS) {
            self.look(audience);
        }
    }

    fn look(&mut self, audience: &Audience) {
        self.is_left &= audience.bytes() <= self.most;
    }
}

impl Audience {
    /// Everything that the snapshot holds; `None` where that needs more than `most` bytes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(snapshot: &mut Transaction, most: usize) -> Result<Option<Self>> {
        let mut audience = Self::default();
        let mut room = Room { most, rows: 0, is_left: true };
        load_users(snapshot, &mut audience, &mut room).await?;
        if room.is_left {
            load_sets(snapshot, &mut audience, &mut room).await?;
        }
        if room.is_left {
            load_deeds(snapshot, &mut audience, &mut room).await?;
        }
        if room.is_left {
            load_answers(snapshot, &mut audience, &mut room).await?;
        }
        audience.shrink();
        room.look(&audience);
        Ok(Some(audience).filter(|_| room.is_left))
    }
}

async fn load_users(snapshot: &mut Transaction, audience: &mut Audience, room: &mut Room) -> Result<()> {
    store::users(snapshot, Whose::Everyone, |row| {
        if room.is_left {
            let fitted = audience.take_user(&row);
            room.took(audience, fitted);
        }
    })
    .await?;
    store::values(snapshot, Whose::Everyone, |row| {
        if room.is_left {
            let fitted = audience.take_value(&row);
            room.took(audience, fitted);
        }
    })
    .await
}

async fn load_sets(snapshot: &mut Transaction, audience: &mut Audience, room: &mut Room) -> Result<()> {
    let mut lists = Runs::new();
    store::items(snapshot, Whose::Everyone, |row| {
        let (key, item) = row.into_pair();
        let fitted = audience.take_list(lists.push(key, item));
        room.took(audience, fitted);
    })
    .await?;
    let mut tags = Runs::new();
    store::tags(snapshot, Whose::Everyone, |row| {
        let fitted = audience.take_tags(tags.push(row.user_id, row.id));
        room.took(audience, fitted);
    })
    .await?;
    let mut imports = Runs::new();
    store::imports(snapshot, Whose::Everyone, |row| {
        let fitted = audience.take_imports(imports.push(row.user_id, row.id));
        room.took(audience, fitted);
    })
    .await?;
    let fitted = audience.take_list(lists.end()) && audience.take_tags(tags.end());
    room.is_left &= fitted && audience.take_imports(imports.end());
    Ok(())
}

async fn load_deeds(snapshot: &mut Transaction, audience: &mut Audience, room: &mut Room) -> Result<()> {
    let mut moments = Runs::new();
    store::events(snapshot, Whose::Everyone, |row| {
        if let Some(ordinal) = audience.people.ordinal(row.user_id).filter(|_| room.is_left) {
            let happened = audience.events.entry(row.event_name_id).or_default();
            let moment = happened.moment(row.at, row.properties_digest);
            let fitted = audience.take_moments(moments.push(row.event_name_id, (ordinal, moment)));
            room.took(audience, fitted);
        }
    })
    .await?;
    room.is_left &= audience.take_moments(moments.end());
    store::interactions(snapshot, Whose::Everyone, |row| {
        let user = audience.people.ordinal(row.user_id).filter(|_| room.is_left);
        if let Some((ordinal, action)) = user.zip(action(&row.action)) {
            let list = audience.deeds.entry((row.experience_key, action)).or_default();
            let fitted = list.push(ordinal, deed(row.at, row.step));
            room.took(audience, fitted);
        }
    })
    .await
}

async fn load_answers(snapshot: &mut Transaction, audience: &mut Audience, room: &mut Room) -> Result<()> {
    let (mut chosen, mut options) = (Chosen::new(), Runs::new());
    store::options(snapshot, Whose::Everyone, |row| {
        let (key, item) = row.into_pair();
        let fitted = audience.take_options(options.push(key, item), &mut chosen);
        room.took(audience, fitted);
    })
    .await?;
    room.is_left &= audience.take_options(options.end(), &mut chosen);
    store::answers(snapshot, Whose::Everyone, |row| {
        if let Some(ordinal) = audience.people.ordinal(row.user_id) {
            let answer = audience.answer(&row, &chosen);
            let lists = audience.answers.get_mut(&row.question_key).map(|answers| &mut answers.lists);
            let fitted = lists.zip(answer).is_some_and(|(lists, answer)| lists.push(ordinal, answer));
            room.took(audience, fitted);
        }
    })
    .await
}
