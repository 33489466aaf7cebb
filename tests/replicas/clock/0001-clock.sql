create schema clock;

create table clock.run (
  id bigint generated always as identity primary key,
  process integer not null,
  began_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
);
