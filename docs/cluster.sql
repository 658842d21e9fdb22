-- Spreads the tables of a workspace over a Citus cluster by user, once, with every server stopped. The tables are there
-- already: `rollcall doctor` says that the schema is as it should be. Run it on the coordinator, as the owner of the tables:
--
--     psql --single-transaction --set ON_ERROR_STOP=1 --file cluster.sql ADDRESS

-- Citus spreads a table only without keys that lead to one that is not spread yet.
alter table identities drop constraint identities_user_id_fkey;
alter table user_attributes drop constraint user_attributes_user_id_fkey;
alter table user_attribute_items drop constraint user_attribute_items_user_id_fkey;
alter table user_tags drop constraint user_tags_user_id_fkey;
alter table events drop constraint events_user_id_fkey;
alter table interactions drop constraint interactions_user_id_fkey;
alter table answers drop constraint answers_user_id_fkey;
alter table answer_items drop constraint answer_items_user_id_fkey;
alter table import_users drop constraint import_users_user_id_fkey;
alter table job_users drop constraint job_users_user_id_fkey;
alter table merged_users drop constraint merged_users_user_id_fkey;

-- What is known of a user lies together, on the node that has the user.
select create_distributed_table('users', 'user_id');
select create_distributed_table('user_attributes', 'user_id', colocate_with => 'users');
select create_distributed_table('user_attribute_items', 'user_id', colocate_with => 'users');
select create_distributed_table('user_tags', 'user_id', colocate_with => 'users');
select create_distributed_table('events', 'user_id', colocate_with => 'users');
select create_distributed_table('interactions', 'user_id', colocate_with => 'users');
select create_distributed_table('answers', 'user_id', colocate_with => 'users');
select create_distributed_table('answer_items', 'user_id', colocate_with => 'users');
select create_distributed_table('import_users', 'user_id', colocate_with => 'users');
select create_distributed_table('job_users', 'user_id', colocate_with => 'users');
select create_distributed_table('merged_users', 'user_id', colocate_with => 'users');

-- Which user an id leads to is unique over all users, so that every node has it whole. It has no key to users any more,
-- which are elsewhere: whoever deletes a user deletes it, too.
select create_reference_table('identities');

-- What users' rows name by number.
select create_reference_table('attributes');
select create_reference_table('event_names');
select create_reference_table('experiences');
select create_reference_table('questions');
select create_reference_table('question_options');
select create_reference_table('tags');

-- The keys again, each within a node.
alter table user_attributes add constraint user_attributes_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table user_attribute_items add constraint user_attribute_items_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table user_tags add constraint user_tags_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table events add constraint events_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table interactions add constraint interactions_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table answers add constraint answers_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table answer_items add constraint answer_items_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table import_users add constraint import_users_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table job_users add constraint job_users_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;
alter table merged_users add constraint merged_users_user_id_fkey foreign key (user_id) references users (user_id) on delete cascade;

-- Everything else stays on the coordinator: accounts and their sessions, keys, segments, imports, jobs, the record of changes.
