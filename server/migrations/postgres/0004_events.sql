-- Events with the same properties have the same digest, so that a filter tests each set of properties once. The twin of
-- this file for the other database has the same name, tables and columns.

-- A keyed digest of the properties, 0 without any. Null until it is filled in, which the server does after the start.
alter table events add column properties_digest bigint;

-- Who had which properties, and when, is read from this index alone.
create index events_by_digest on events (event_name_id, properties_digest, user_id, at);
