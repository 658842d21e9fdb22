-- What imports need to be checked, to go on after a restart and to be taken back. The twin of this file for the other
-- database has the same name, tables and columns.

-- check, run, revert: what is under way; null when nothing is.
alter table imports add column act text;
-- How far a check or a revert is.
alter table imports add column act_done integer not null default 0;
-- Why it failed.
alter table imports add column problem text;
-- JSON: what the latest check found. It holds values of users, so that a deletion empties it.
alter table imports add column report text;
-- JSON: what taking it back came to.
alter table imports add column reverted text;
-- The segment that was made of its users.
alter table imports add column segment_id integer;
-- The server that works on it, and until when nobody else may take it over.
alter table imports add column worker text;
alter table imports add column leased_until integer not null default 0;

-- A row may name somebody by an id and by an e-mail; a deletion looks for both.
alter table import_rejects add column email_key text;

create index import_rejects_by_email on import_rejects (email_key);
