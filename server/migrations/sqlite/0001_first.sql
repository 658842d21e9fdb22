-- The first schema. The twin of this file for the other database has the same name, tables and columns.
--
-- Rules that hold for every table (a test reads this file):
-- * Times are milliseconds of UTC since 1970. Ids are 64-bit integers that the application gives and never changes.
-- * A table of users' data has `user_id` first in its primary key and in every unique index, so that it can be
--   spread over a cluster by user. Uniqueness across users lives in `identities` and `tombstones` only.
-- * Text that is compared without case has a twin `_folded`, written by the application.
-- * No triggers, no generated values, no defaults that read a clock.
-- * Indexes on free text hold values of up to 500 characters: longer ones would not fit a page of Postgres.

-- ---------------------------------------------------------------------------------------------- users' data

create table users (
    user_id integer not null primary key,
    -- The product's own id of the person; null while anonymous.
    external_id text,
    external_id_folded text,
    -- The first anonymous id and the short id made of it.
    anonymous_id text,
    visitor_id text,
    name text,
    name_folded text,
    email text,
    email_folded text,
    language text,
    language_folded text,
    avatar text,
    -- JSON: of each native trait that was ever sent, its source and the time of its latest value.
    traits text not null,
    -- Folded name, e-mail, external id, visitor id and anonymous id, one a line: what the search field looks in.
    search_text text not null,
    -- When Rollcall first heard of the user.
    made integer not null,
    -- The trait createdAt, else `made`.
    created integer not null,
    first_seen integer,
    last_activity integer,
    sessions integer not null
) strict;

-- Each serves one order of the list, both ways. Ties are few but for sessions, which has an index each way.
create index users_by_last_activity on users (last_activity desc, user_id);
create index users_by_first_seen on users (first_seen, user_id);
create index users_by_created on users (created, user_id);
create index users_by_name on users (substr(name_folded, 1, 200), user_id);
create index users_by_email on users (substr(email_folded, 1, 200), user_id);
create index users_by_sessions on users (sessions, user_id);
create index users_by_sessions_descending on users (sessions desc, user_id);

-- Which user an id leads to: `anon:<anonymous id>` and `user:<external id>`.
create table identities (
    identity_key text not null primary key,
    user_id integer not null,
    -- Of an anonymous id: when the latest identify was that led it here.
    linked_at integer,
    foreign key (user_id) references users (user_id) on delete cascade
) strict, without rowid;

create index identities_by_user on identities (user_id);

-- Ids of users that were merged into another, so that old addresses still lead somewhere.
create table merged_users (
    user_id integer not null,
    merged_id integer not null,
    primary key (user_id, merged_id),
    foreign key (user_id) references users (user_id) on delete cascade
) strict, without rowid;

create index merged_users_by_merged_id on merged_users (merged_id);

-- Identities of deleted people, as keyed digests: enough to keep them out, too little to tell who they were.
create table tombstones (
    identity_hash text not null primary key,
    at integer not null
) strict, without rowid;

-- One row a user and attribute. At most one of the typed columns holds the value; all are null when the value was
-- removed, or is of another kind than the attribute, which `raw` then shows. Lists have their items beside.
create table user_attributes (
    user_id integer not null,
    attribute_id integer not null,
    text_value text,
    text_folded text,
    number_value real,
    boolean_value integer,
    time_value integer,
    -- JSON: the value as it was sent; null when it was removed.
    raw text,
    source text not null,
    integration text,
    updated_at integer not null,
    primary key (user_id, attribute_id),
    foreign key (user_id) references users (user_id) on delete cascade
) strict, without rowid;

create index user_attributes_by_text on user_attributes (attribute_id, text_value, user_id) where length(text_value) <= 500;
-- The few that the index above leaves out, so that together they hold every text of an attribute.
create index user_attributes_by_long_text on user_attributes (attribute_id, user_id) where length(text_value) > 500;
create index user_attributes_by_number on user_attributes (attribute_id, number_value, user_id) where number_value is not null;
create index user_attributes_by_boolean on user_attributes (attribute_id, boolean_value, user_id) where boolean_value is not null;
create index user_attributes_by_time on user_attributes (attribute_id, time_value, user_id) where time_value is not null;

create table user_attribute_items (
    user_id integer not null,
    attribute_id integer not null,
    position integer not null,
    item text not null,
    primary key (user_id, attribute_id, position),
    foreign key (user_id) references users (user_id) on delete cascade
) strict, without rowid;

create index user_attribute_items_by_item on user_attribute_items (attribute_id, item, user_id) where length(item) <= 500;
create index user_attribute_items_by_long_item on user_attribute_items (attribute_id, user_id) where length(item) > 500;

create table user_tags (
    user_id integer not null,
    tag_id integer not null,
    added_at integer not null,
    primary key (user_id, tag_id),
    foreign key (user_id) references users (user_id) on delete cascade
) strict, without rowid;

create index user_tags_by_tag on user_tags (tag_id, user_id);

create table events (
    user_id integer not null,
    -- Rises with arrival.
    event_id integer not null,
    event_name_id integer not null,
    at integer not null,
    -- JSON object with dotted keys; null without properties.
    properties text,
    primary key (user_id, event_id),
    foreign key (user_id) references users (user_id) on delete cascade
) strict, without rowid;

-- Counting an event by user reads this index alone, in the order of users.
create index events_by_name on events (event_name_id, user_id, at);

create table interactions (
    user_id integer not null,
    -- Rises with arrival.
    interaction_id integer not null,
    experience_key integer not null,
    -- seen, step_reached, completed, dismissed, answered
    action text not null,
    step integer,
    at integer not null,
    primary key (user_id, interaction_id),
    foreign key (user_id) references users (user_id) on delete cascade
) strict, without rowid;

create index interactions_by_experience on interactions (experience_key, action, user_id, at);

create table answers (
    user_id integer not null,
    -- Rises with arrival; that of the interaction it came with.
    answer_id integer not null,
    experience_key integer not null,
    question_key integer not null,
    step integer,
    at integer not null,
    number_value real,
    text_value text,
    text_folded text,
    -- JSON: the answer as it was sent.
    raw text not null,
    primary key (user_id, answer_id),
    foreign key (user_id) references users (user_id) on delete cascade
) strict, without rowid;

create index answers_by_question on answers (question_key, user_id, at);

-- The chosen options of an answer to a choice; a single choice has one.
create table answer_items (
    user_id integer not null,
    answer_id integer not null,
    position integer not null,
    item text not null,
    primary key (user_id, answer_id, position),
    foreign key (user_id) references users (user_id) on delete cascade
) strict, without rowid;

-- What an import did to a user, with the old values that a revert needs.
create table import_users (
    user_id integer not null,
    import_id integer not null,
    -- created, updated
    action text not null,
    -- JSON: values before the import by key.
    before text not null,
    primary key (user_id, import_id),
    foreign key (user_id) references users (user_id) on delete cascade
) strict, without rowid;

create index import_users_by_import on import_users (import_id, user_id);

-- ---------------------------------------------------------------------------------------------- definitions

create table attributes (
    attribute_id integer not null primary key,
    key text not null unique,
    name text not null,
    -- text, number, boolean, time, list
    kind text not null,
    hidden integer not null,
    created_at integer not null
) strict;

create table event_names (
    event_name_id integer not null primary key,
    name text not null unique,
    created_at integer not null
) strict;

create table experiences (
    experience_key integer not null primary key,
    -- The product's id of it.
    experience_id text not null unique,
    name text not null,
    -- tour, survey, nps, banner, checklist, hint, changelog, other
    kind text not null,
    steps integer,
    created_at integer not null
) strict;

create table questions (
    question_key integer not null primary key,
    experience_key integer not null,
    -- The product's id of it.
    question_id text not null,
    question text not null,
    -- nps, rating, number, single_choice, multiple_choice, text
    kind text not null,
    created_at integer not null,
    unique (experience_key, question_id)
) strict;

-- Options that answers named, in the order of their first appearance; at most 500 a question.
create table question_options (
    question_key integer not null,
    position integer not null,
    option text not null,
    primary key (question_key, position)
) strict, without rowid;

create table tags (
    tag_id integer not null primary key,
    name text not null,
    -- The name normalised, which no other tag may share.
    name_key text not null unique,
    color text not null,
    created_at integer not null
) strict;

create table segments (
    segment_id integer not null primary key,
    name text not null,
    name_key text not null unique,
    description text not null,
    icon text not null,
    color text not null,
    -- JSON: the filter document.
    filter text not null,
    -- JSON: columns and sort to show with it; null for those of the list.
    view text,
    created_at integer not null,
    updated_at integer not null
) strict;

create table segment_history (
    segment_id integer not null,
    version integer not null,
    at integer not null,
    account_id integer,
    filter text not null,
    sentence text not null,
    primary key (segment_id, version)
) strict, without rowid;

-- Users of a segment at the end of a day.
create table segment_sizes (
    segment_id integer not null,
    day integer not null,
    users integer not null,
    primary key (segment_id, day)
) strict, without rowid;

-- ---------------------------------------------------------------------------------------------- this workspace

create table settings (
    key text not null primary key,
    value text not null
) strict, without rowid;

create table accounts (
    account_id integer not null primary key,
    name text not null,
    email text not null,
    email_key text not null unique,
    password_hash text not null,
    -- owner, editor, viewer
    role text not null,
    created_at integer not null
) strict;

create table sessions (
    token_hash text not null primary key,
    account_id integer not null,
    created_at integer not null,
    used_at integer not null,
    expires_at integer not null,
    -- The browser, in a few words, for the list of sessions.
    client text not null
) strict, without rowid;

create index sessions_by_account on sessions (account_id);

-- One-time links: the set-up of the first owner, and sign-in links that the operator makes.
create table links (
    token_hash text not null primary key,
    -- set_up, sign_in
    kind text not null,
    account_id integer,
    expires_at integer not null
) strict, without rowid;

create table api_keys (
    key_id integer not null primary key,
    -- write, secret
    kind text not null,
    name text not null,
    key_hash text not null unique,
    prefix text not null,
    -- A write key stands in every page of the product and is kept to be shown again; a secret key is not.
    write_key text,
    created_at integer not null,
    last_used_at integer,
    revoked_at integer
) strict;

create table audit_log (
    audit_id integer not null primary key,
    at integer not null,
    account_id integer,
    action text not null,
    -- JSON, without personal data.
    detail text not null
) strict;

-- Ids of messages that were stored, so that each is stored once.
create table messages (
    message_id text not null primary key,
    received_at integer not null
) strict, without rowid;

create index messages_by_time on messages (received_at);

-- What clients sent and could not be stored, newest kept.
create table ingest_rejects (
    reject_id integer not null primary key,
    at integer not null,
    kind text not null,
    reason text not null,
    -- The user or anonymous id, so that a deletion finds it.
    identity_key text,
    -- The message's beginning.
    sample text not null
) strict;

create index ingest_rejects_by_identity on ingest_rejects (identity_key);

-- One row a committed batch of changes. Sequences rise without gaps and in the order of commits.
create table changes (
    sequence integer not null primary key,
    at integer not null,
    -- users, definitions
    topic text not null,
    -- Users created less users removed: the total is the sum of all.
    users_delta integer not null,
    -- JSON: the users concerned; null for too many to name.
    user_ids text
) strict;

create table filters (
    filter_id text not null primary key,
    filter text not null,
    created_at integer not null
) strict, without rowid;

create table imports (
    import_id integer not null primary key,
    name text not null,
    file text not null,
    -- draft, checking, running, done, cancelled, failed, reverted
    status text not null,
    -- JSON: identifying column, mapping and options.
    plan text not null,
    columns text not null,
    -- Rows of the file that are done with: where a run goes on after a restart.
    position integer not null,
    row_count integer,
    created integer not null,
    updated integer not null,
    unchanged integer not null,
    skipped integer not null,
    rejected integer not null,
    account_id integer,
    started_at integer,
    finished_at integer,
    created_at integer not null
) strict;

create table import_rejects (
    import_id integer not null,
    row_number integer not null,
    reason text not null,
    -- JSON: the row's cells.
    cells text not null,
    identity_key text,
    primary key (import_id, row_number)
) strict, without rowid;

create table jobs (
    job_id integer not null primary key,
    -- tag, untag, delete, export
    action text not null,
    -- queued, running, done, cancelled, failed
    status text not null,
    -- JSON: what was asked for.
    request text not null,
    done integer not null,
    total integer not null,
    account_id integer,
    created_at integer not null,
    finished_at integer
) strict;

-- The users that a job changed, which its undo needs.
create table job_users (
    user_id integer not null,
    job_id integer not null,
    primary key (user_id, job_id),
    foreign key (user_id) references users (user_id) on delete cascade
) strict, without rowid;

create index job_users_by_job on job_users (job_id, user_id);
