-- Events are deleted by a statement of their own before their user is. Rows of a table that has a foreign key are gathered
-- before the first of them is deleted, and each that is stored is looked up; without it they go in one pass, and come
-- unasked. Only one connection writes, so that nobody can add an event to a user who is being deleted. The twin of this file
-- keeps the key: there many write.
--
-- What stands on the disk stays as it is: only the text of the schema changes, in the way that SQLite's documentation of
-- `alter table` gives for leaving out such a constraint.
pragma writable_schema = on;
update sqlite_schema
    set sql = replace(sql, ',
    foreign key (user_id) references users (user_id) on delete cascade', '')
    where type = 'table' and name = 'events';
pragma writable_schema = reset;
-- Other connections hear of a change of the schema by its number, which this raises.
create table read_anew (at integer) strict;
drop table read_anew;
