create schema probe;

-- What each probe consumer was given: an event twice breaks the key, `place` tells the order.
create table probe.seen (
  consumer text not null,
  event_id uuid not null,
  key text not null,
  sequence bigint not null,
  place bigint generated always as identity,
  constraint seen_once primary key (consumer, event_id)
);
