-- Who changed what, in the commit of the change. Of the change there are ids, numbers and words that say nothing of a person.
create table kernel.audit_entry (
  id uuid primary key,
  xid xid8 not null default pg_current_xact_id(),
  occurred_at timestamptz not null default clock_timestamp(),
  actor_kind text not null check (actor_kind in ('guest', 'user', 'staff', 'system')),
  actor_id text,
  operation text not null,
  outcome text not null check (outcome in ('done', 'begun', 'refused', 'denied')),
  code text,
  target jsonb not null,
  change jsonb not null,
  withheld text[] not null,
  address text,
  request_id text not null,
  trace_id text not null,
  check ((actor_id is not null) = (actor_kind in ('user', 'staff'))),
  check ((code is not null) = (outcome = 'refused'))
);

create index audit_entry_xid on kernel.audit_entry (xid);
create index audit_entry_actor on kernel.audit_entry (actor_id, id);
create index audit_entry_operation on kernel.audit_entry (operation, id);
create index audit_entry_target on kernel.audit_entry using gin (jsonb_path_query_array(target, '$.*'));

-- The chain: each seal is the hash of the one before it and of an entry. An entry without one is younger than a few seconds. `horizon` is
-- a transaction before which every entry had its seal when this one was made.
create table kernel.audit_seal (
  position bigint primary key check (position > 0),
  entry uuid not null unique references kernel.audit_entry,
  hash bytea not null check (length(hash) = 32),
  horizon xid8 not null,
  sealed_at timestamptz not null default clock_timestamp()
);

create function kernel.audit_digest(entry kernel.audit_entry) returns bytea language sql stable as $$
  select sha256(convert_to(jsonb_build_array(
    entry.id, (extract(epoch from entry.occurred_at) * 1000000)::bigint, entry.actor_kind, entry.actor_id, entry.operation, entry.outcome,
    entry.code, entry.target, entry.change, entry.withheld, entry.address, entry.request_id, entry.trace_id
  )::text, 'UTF8'))
$$;

create function kernel.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'kernel.% is append only', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger audit_entry_stays before update or delete or truncate on kernel.audit_entry
  for each statement execute function kernel.refuse_rewriting();
create trigger audit_seal_stays before update or delete or truncate on kernel.audit_seal
  for each statement execute function kernel.refuse_rewriting();
