-- The ids of the events that came from elsewhere: a repeat is told by them. They are UUIDs of version 7 and begin with the time, so that
-- partitions by id are partitions by age, and old ones are dropped as a whole.
create table kernel.inbox (
  id uuid not null,
  received_at timestamptz not null default clock_timestamp(),
  primary key (id)
) partition by range (id);

-- For ids of times that have no partition, or of no time.
create table kernel.inbox_other partition of kernel.inbox default;
