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
    user_id bigint not null primary key,
    -- The product's own id of the person; null while anonymous.
    external_id text collate "C",
    external_id_folded text collate "C",
    -- The first anonymous id and the short id made of it.
    anonymous_id text collate "C",
    visitor_id text collate "C",
    name text collate "C",
    name_folded text collate "C",
    email text collate "C",
    email_folded text collate "C",
    language text collate "C",
    language_folded text collate "C",
    avatar text collate "C",
    -- JSON: of each native trait that was ever sent, its source and the time of its latest value.
    traits text collate "C" not null,
    -- Folded name, e-mail, external id, visitor id and anonymous id, one a line: what the search field looks in.
    search_text text collate "C" not null,
    -- When Rollcall first heard of the user.
    made bigint not null,
    -- The trait createdAt, else `made`.
    created bigint not null,
    first_seen bigint,
    last_activity bigint,
    sessions bigint not null
);

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
    identity_key text collate "C" not null primary key,
    user_id bigint not null,
    -- Of an anonymous id: when the latest identify was that led it here.
    linked_at bigint
);

create index identities_by_user on identities (user_id);

-- Ids of users that were merged into another, so that old addresses still lead somewhere.
create table merged_users (
    user_id bigint not null,
    merged_id bigint not null,
    primary key (user_id, merged_id)
);

create index merged_users_by_merged_id on merged_users (merged_id);

-- Identities of deleted people, as keyed digests: enough to keep them out, too little to tell who they were.
create table tombstones (
    identity_hash text collate "C" not null primary key,
    at bigint not null
);

-- One row a user and attribute. At most one of the typed columns holds the value; all are null when the value was
-- removed, or is of another kind than the attribute, which `raw` then shows. Lists have their items beside.
create table user_attributes (
    user_id bigint not null,
    attribute_id bigint not null,
    text_value text collate "C",
    text_folded text collate "C",
    number_value double precision,
    boolean_value boolean,
    time_value bigint,
    -- JSON: the value as it was sent; null when it was removed.
    raw text collate "C",
    source text collate "C" not null,
    integration text collate "C",
    updated_at bigint not null,
    primary key (user_id, attribute_id)
);

create index user_attributes_by_text on user_attributes (attribute_id, text_value, user_id) where length(text_value) <= 500;
-- The few that the index above leaves out, so that together they hold every text of an attribute.
create index user_attributes_by_long_text on user_attributes (attribute_id, user_id) where length(text_value) > 500;
create index user_attributes_by_number on user_attributes (attribute_id, number_value, user_id) where number_value is not null;
create index user_attributes_by_boolean on user_attributes (attribute_id, boolean_value, user_id) where boolean_value is not null;
create index user_attributes_by_time on user_attributes (attribute_id, time_value, user_id) where time_value is not null;

create table user_attribute_items (
    user_id bigint not null,
    attribute_id bigint not null,
    position bigint not null,
    item text collate "C" not null,
    primary key (user_id, attribute_id, position)
);

create index user_attribute_items_by_item on user_attribute_items (attribute_id, item, user_id) where length(item) <= 500;
create index user_attribute_items_by_long_item on user_attribute_items (attribute_id, user_id) where length(item) > 500;

create table user_tags (
    user_id bigint not null,
    tag_id bigint not null,
    added_at bigint not null,
    primary key (user_id, tag_id)
);

create index user_tags_by_tag on user_tags (tag_id, user_id);

create table events (
    user_id bigint not null,
    -- Rises with arrival.
    event_id bigint not null,
    event_name_id bigint not null,
    at bigint not null,
    -- JSON object with dotted keys; null without properties.
    properties text collate "C",
    primary key (user_id, event_id)
);

-- Counting an event by user reads this index alone, in the order of users.
create index events_by_name on events (event_name_id, user_id, at);

create table interactions (
    user_id bigint not null,
    -- Rises with arrival.
    interaction_id bigint not null,
    experience_key bigint not null,
    -- seen, step_reached, completed, dismissed, answered
    action text collate "C" not null,
    step bigint,
    at bigint not null,
    primary key (user_id, interaction_id)
);

create index interactions_by_experience on interactions (experience_key, action, user_id, at);

create table answers (
    user_id bigint not null,
    -- Rises with arrival; that of the interaction it came with.
    answer_id bigint not null,
    experience_key bigint not null,
    question_key bigint not null,
    step bigint,
    at bigint not null,
    number_value double precision,
    text_value text collate "C",
    text_folded text collate "C",
    -- JSON: the answer as it was sent.
    raw text collate "C" not null,
    primary key (user_id, answer_id)
);

create index answers_by_question on answers (question_key, user_id, at);

-- The chosen options of an answer to a choice; a single choice has one.
create table answer_items (
    user_id bigint not null,
    answer_id bigint not null,
    position bigint not null,
    item text collate "C" not null,
    primary key (user_id, answer_id, position)
);

-- What an import did to a user, with the old values that a revert needs.
create table import_users (
    user_id bigint not null,
    import_id bigint not null,
    -- created, updated
    action text collate "C" not null,
    -- JSON: values before the import by key.
    before text collate "C" not null,
    primary key (user_id, import_id)
);

create index import_users_by_import on import_users (import_id, user_id);

-- ---------------------------------------------------------------------------------------------- definitions

create table attributes (
    attribute_id bigint not null primary key,
    key text collate "C" not null unique,
    name text collate "C" not null,
    -- text, number, boolean, time, list
    kind text collate "C" not null,
    hidden boolean not null,
    created_at bigint not null
);

create table event_names (
    event_name_id bigint not null primary key,
    name text collate "C" not null unique,
    created_at bigint not null
);

create table experiences (
    experience_key bigint not null primary key,
    -- The product's id of it.
    experience_id text collate "C" not null unique,
    name text collate "C" not null,
    -- tour, survey, nps, banner, checklist, hint, changelog, other
    kind text collate "C" not null,
    steps bigint,
    created_at bigint not null
);

create table questions (
    question_key bigint not null primary key,
    experience_key bigint not null,
    -- The product's id of it.
    question_id text collate "C" not null,
    question text collate "C" not null,
    -- nps, rating, number, single_choice, multiple_choice, text
    kind text collate "C" not null,
    created_at bigint not null,
    unique (experience_key, question_id)
);

-- Options that answers named, in the order of their first appearance; at most 500 a question.
create table question_options (
    question_key bigint not null,
    position bigint not null,
    option text collate "C" not null,
    primary key (question_key, position)
);

create table tags (
    tag_id bigint not null primary key,
    name text collate "C" not null,
    -- The name normalised, which no other tag may share.
    name_key text collate "C" not null unique,
    color text collate "C" not null,
    created_at bigint not null
);

create table segments (
    segment_id bigint not null primary key,
    name text collate "C" not null,
    name_key text collate "C" not null unique,
    description text collate "C" not null,
    icon text collate "C" not null,
    color text collate "C" not null,
    -- JSON: the filter document.
    filter text collate "C" not null,
    -- JSON: columns and sort to show with it; null for those of the list.
    view text collate "C",
    created_at bigint not null,
    updated_at bigint not null
);

create table segment_history (
    segment_id bigint not null,
    version bigint not null,
    at bigint not null,
    account_id bigint,
    filter text collate "C" not null,
    sentence text collate "C" not null,
    primary key (segment_id, version)
);

-- Users of a segment at the end of a day.
create table segment_sizes (
    segment_id bigint not null,
    day bigint not null,
    users bigint not null,
    primary key (segment_id, day)
);

-- ---------------------------------------------------------------------------------------------- this workspace

create table settings (
    key text collate "C" not null primary key,
    value text collate "C" not null
);

create table accounts (
    account_id bigint not null primary key,
    name text collate "C" not null,
    email text collate "C" not null,
    email_key text collate "C" not null unique,
    password_hash text collate "C" not null,
    -- owner, editor, viewer
    role text collate "C" not null,
    created_at bigint not null
);

create table sessions (
    token_hash text collate "C" not null primary key,
    account_id bigint not null,
    created_at bigint not null,
    used_at bigint not null,
    expires_at bigint not null,
    -- The browser, in a few words, for the list of sessions.
    client text collate "C" not null
);

create index sessions_by_account on sessions (account_id);

-- One-time links: the set-up of the first owner, and sign-in links that the operator makes.
create table links (
    token_hash text collate "C" not null primary key,
    -- set_up, sign_in
    kind text collate "C" not null,
    account_id bigint,
    expires_at bigint not null
);

create table api_keys (
    key_id bigint not null primary key,
    -- write, secret
    kind text collate "C" not null,
    name text collate "C" not null,
    key_hash text collate "C" not null unique,
    prefix text collate "C" not null,
    -- A write key stands in every page of the product and is kept to be shown again; a secret key is not.
    write_key text collate "C",
    created_at bigint not null,
    last_used_at bigint,
    revoked_at bigint
);

create table audit_log (
    audit_id bigint not null primary key,
    at bigint not null,
    account_id bigint,
    action text collate "C" not null,
    -- JSON, without personal data.
    detail text collate "C" not null
);

-- Ids of messages that were stored, so that each is stored once.
create table messages (
    message_id text collate "C" not null primary key,
    received_at bigint not null
);

create index messages_by_time on messages (received_at);

-- What clients sent and could not be stored, newest kept.
create table ingest_rejects (
    reject_id bigint not null primary key,
    at bigint not null,
    kind text collate "C" not null,
    reason text collate "C" not null,
    -- The user or anonymous id, so that a deletion finds it.
    identity_key text collate "C",
    -- The message's beginning.
    sample text collate "C" not null
);

create index ingest_rejects_by_identity on ingest_rejects (identity_key);

-- One row a committed batch of changes. Sequences rise without gaps and in the order of commits.
create table changes (
    sequence bigint not null primary key,
    at bigint not null,
    -- users, definitions
    topic text collate "C" not null,
    -- Users created less users removed: the total is the sum of all.
    users_delta bigint not null,
    -- JSON: the users concerned; null for too many to name.
    user_ids text collate "C"
);

create table filters (
    filter_id text collate "C" not null primary key,
    filter text collate "C" not null,
    created_at bigint not null
);

create table imports (
    import_id bigint not null primary key,
    name text collate "C" not null,
    file text collate "C" not null,
    -- draft, checking, running, done, cancelled, failed, reverted
    status text collate "C" not null,
    -- JSON: identifying column, mapping and options.
    plan text collate "C" not null,
    columns text collate "C" not null,
    -- Rows of the file that are done with: where a run goes on after a restart.
    position bigint not null,
    row_count bigint,
    created bigint not null,
    updated bigint not null,
    unchanged bigint not null,
    skipped bigint not null,
    rejected bigint not null,
    account_id bigint,
    started_at bigint,
    finished_at bigint,
    created_at bigint not null
);

create table import_rejects (
    import_id bigint not null,
    row_number bigint not null,
    reason text collate "C" not null,
    -- JSON: the row's cells.
    cells text collate "C" not null,
    identity_key text collate "C",
    primary key (import_id, row_number)
);

create table jobs (
    job_id bigint not null primary key,
    -- tag, untag, delete, export
    action text collate "C" not null,
    -- queued, running, done, cancelled, failed
    status text collate "C" not null,
    -- JSON: what was asked for.
    request text collate "C" not null,
    done bigint not null,
    total bigint not null,
    account_id bigint,
    created_at bigint not null,
    finished_at bigint
);

-- The users that a job changed, which its undo needs.
create table job_users (
    user_id bigint not null,
    job_id bigint not null,
    primary key (user_id, job_id)
);

create index job_users_by_job on job_users (job_id, user_id);

-- Foreign keys come after the tables, so that the tables can be spread over a cluster first.
alter table identities add constraint identities_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table merged_users add constraint merged_users_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table user_attributes add constraint user_attributes_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table user_attribute_items add constraint user_attribute_items_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table user_tags add constraint user_tags_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table events add constraint events_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table interactions add constraint interactions_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table answers add constraint answers_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table answer_items add constraint answer_items_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table import_users add constraint import_users_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table job_users add constraint job_users_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
