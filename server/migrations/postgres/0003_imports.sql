-- What imports need to be checked, to go on after a restart and to be taken back. The twin of this file for the other
-- database has the same name, tables and columns.

-- check, run, revert: what is under way; null when nothing is.
alter table imports add column act text collate "C";
-- How far a check or a revert is.
alter table imports add column act_done bigint not null default 0;
-- Why it failed.
alter table imports add column problem text collate "C";
-- JSON: what the latest check found. It holds values of users, so that a deletion empties it.
alter table imports add column report text collate "C";
-- JSON: what taking it back came to.
alter table imports add column reverted text collate "C";
-- The segment that was made of its users.
alter table imports add column segment_id bigint;
-- The server that works on it, and until when nobody else may take it over.
alter table imports add column worker text collate "C";
alter table imports add column leased_until bigint not null default 0;

-- A row may name somebody by an id and by an e-mail; a deletion looks for both.
alter table import_rejects add column email_key text collate "C";

create index import_rejects_by_email on import_rejects (email_key);
