-- What jobs need to go on after a restart and to be undone. The twin of this file for the other database has the same
-- name, tables and columns.

-- The last user, by id, that the job is through with.
alter table jobs add column position integer not null default 0;
-- Users that it changed.
alter table jobs add column changed integer not null default 0;
-- Why it failed.
alter table jobs add column problem text;
-- When another job took back what this one did.
alter table jobs add column undone_at integer;
-- The server that works on it, and until when nobody else may take it over.
alter table jobs add column worker text;
alter table jobs add column leased_until integer not null default 0;

-- A deletion looks for what was kept of the person.
create index import_rejects_by_identity on import_rejects (identity_key);
