-- A flow over modules that live apart, from its first step to its last. `asked` is what it was given, what its reading found and who
-- called, encrypted by the secret that the services share: addresses and tokens lie here while the flow runs.
create table kernel.saga (
  id uuid primary key,
  operation text not null,
  -- flows of one kind and one caller go one after the other
  lane text unique,
  state text not null default 'forward' check (state in ('forward', 'back')),
  asked bytea not null,
  attempts integer not null default 0,
  holder uuid not null,
  worked_until timestamptz not null,
  begun_at timestamptz not null default clock_timestamp()
) with (fillfactor = 70);

create index saga_idle on kernel.saga (worked_until);

-- The steps that a saga has begun, each recorded before it is asked for. `answer` is that of a step in this database, committed with it.
create table kernel.saga_step (
  saga uuid not null references kernel.saga on delete cascade,
  position integer not null,
  operation text not null,
  undo text,
  input bytea not null,
  answer bytea,
  primary key (saga, position)
);

-- A step that this database took for a saga elsewhere: it is taken once, whoever asks how often. A barred one was undone before it came.
create table kernel.step (
  id text primary key,
  operation text not null,
  state text not null default 'taken' check (state in ('taken', 'undone', 'barred')),
  answer bytea,
  recorded_at timestamptz not null default clock_timestamp()
) with (fillfactor = 70);

create index step_age on kernel.step (recorded_at);
