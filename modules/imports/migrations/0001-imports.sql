create schema imports;

-- A file that staff bring, and how far it has come into the shop.
create table imports.import (
  id uuid constraint import_pk primary key,
  name text not null,
  format text not null constraint import_format check (format in ('csv', 'lines', 'icecat', 'esci')),
  market text not null,
  opening_stock int not null constraint import_stock check (opening_stock >= 0),
  trial boolean not null,
  update_only boolean not null,
  status text not null
    constraint import_status check (status in ('uploading', 'waiting', 'running', 'done', 'failed', 'cancelled')),
  characters int not null default 0 constraint import_size check (characters between 0 and 100000000),
  -- the last line whose fate is noted
  line int not null default 0 constraint import_line check (line >= 0),
  created int not null default 0,
  updated int not null default 0,
  unchanged int not null default 0,
  faults int not null default 0,
  -- how often it was begun since a batch was last noted
  attempts int not null default 0,
  -- why it failed, for people
  reason text,
  created_at timestamptz(3) not null,
  ended_at timestamptz(3),
  constraint import_end check ((ended_at is null) = (status in ('uploading', 'waiting', 'running')))
);
create index import_due on imports.import (id) where status in ('waiting', 'running');

-- The file, until its import has ended.
create table imports.part (
  import_id uuid not null references imports.import (id) on delete cascade,
  number int not null constraint part_number check (number > 0),
  content text not null,
  constraint part_pk primary key (import_id, number)
);

create table imports.fault (
  import_id uuid not null references imports.import (id) on delete cascade,
  number int not null,
  line int not null,
  "column" text not null,
  code text not null,
  detail text not null,
  constraint fault_pk primary key (import_id, number)
);
