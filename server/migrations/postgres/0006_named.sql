-- The least and the greatest of the users that a change names: whoever is deleted is looked for only where they can be.
-- Null where none is named, and in changes from before this step, which are looked through. The twin of this file for the
-- other database has the same name, tables and columns.
alter table changes add column named_from bigint;
alter table changes add column named_to bigint;
