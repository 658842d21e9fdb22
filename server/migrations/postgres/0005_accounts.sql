-- Several accounts: invitations, accounts that were removed, and what a person is told of their sessions.

-- An account that was removed keeps its name, for what it did; its address is free again.
alter table accounts add column removed_at bigint;

-- The address of the network that the session was begun from.
alter table sessions add column address text;
-- 1 for sessions that a one-time link began: their account may set a password without the one before.
alter table sessions add column by_link bigint not null default 0;

create table invitations (
    invitation_id bigint not null primary key,
    token_hash text not null unique,
    email text not null,
    email_key text not null unique,
    -- owner, editor, viewer
    role text not null,
    -- Who invited; null for a key.
    account_id bigint,
    created_at bigint not null,
    expires_at bigint not null
);

create index audit_log_by_time on audit_log (at, audit_id);
