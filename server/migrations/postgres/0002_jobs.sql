-- What jobs need to go on after a restart and to be undone. The twin of this file for the other database has the same
-- name, tables and columns.

-- The last user, by id, that the job is through with.
alter table jobs add column position bigint not null default 0;
-- Users that it changed.
alter table jobs add column changed bigint not null default 0;
-- Why it failed.
alter table jobs add column problem text collate "C";
-- When another job took back what this one did.
alter table jobs add column undone_at bigint;
-- The server that works on it, and until when nobody else may take it over.
alter table jobs add column worker text collate "C";
alter table jobs add column leased_until bigint not null default 0;

-- A deletion looks for what was kept of the person.
create index import_rejects_by_identity on import_rejects (identity_key);
