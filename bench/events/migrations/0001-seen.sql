create schema bench;

-- What the consumer of the bench has done: an event twice would be an error.
create table bench.seen (
  id uuid primary key,
  number bigint not null
);
