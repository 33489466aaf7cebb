-- The log: what happened, in order. Append only; old partitions are dropped as a whole.
create sequence kernel.event_sequence cache 1;

create table kernel.event (
  sequence bigint not null default nextval('kernel.event_sequence'),
  xid xid8 not null default pg_current_xact_id(),
  occurred_at timestamptz not null default clock_timestamp(),
  id uuid not null,
  name text not null,
  key text not null,
  trace_id text,
  payload jsonb not null,
  primary key (sequence)
) partition by range (sequence);

create index event_xid on kernel.event (xid);

create table kernel.event_1 partition of kernel.event for values from (1) to (1000001);
create table kernel.event_1000001 partition of kernel.event for values from (1000001) to (2000001);
create table kernel.event_2000001 partition of kernel.event for values from (2000001) to (3000001);

-- Where a durable consumer stands: it has consumed what is visible in `snapshot`, and where `until` is set also what is visible
-- in `until` up to the sequence number `after`.
create table kernel.position (
  consumer text primary key,
  snapshot pg_snapshot not null,
  until pg_snapshot,
  after bigint not null default 0,
  revision bigint not null default 0,
  moved_at timestamptz not null default clock_timestamp(),
  check (until is not null or after = 0)
) with (fillfactor = 50);

-- Events that a consumer could not take, and behind each the later ones of its key. A copy of the event, so that a parked one does
-- not hold back the retention of the log.
create table kernel.parked (
  consumer text not null,
  key text not null,
  sequence bigint not null,
  occurred_at timestamptz not null,
  id uuid not null,
  name text not null,
  trace_id text,
  payload jsonb not null,
  attempts integer not null default 0,
  next_at timestamptz not null default clock_timestamp(),
  last_error text,
  primary key (consumer, key, sequence)
);

create table kernel.dead_letter (
  like kernel.parked including defaults,
  died_at timestamptz not null default clock_timestamp(),
  primary key (consumer, key, sequence)
);

-- Effects outside: sent by a worker that leases the row, at least once.
create table kernel.delivery (
  type text not null,
  id text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dead')),
  attempts integer not null default 0,
  next_at timestamptz not null default clock_timestamp(),
  leased_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  trace_id text,
  payload jsonb not null,
  last_error text,
  primary key (type, id),
  check ((state = 'waiting') = (ended_at is null)),
  check (state = 'waiting' or leased_by is null)
) with (fillfactor = 70);

create index delivery_due on kernel.delivery (next_at) where state = 'waiting';
create index delivery_dead on kernel.delivery (type) where state = 'dead';
create index delivery_sent on kernel.delivery (ended_at) where state = 'sent';
