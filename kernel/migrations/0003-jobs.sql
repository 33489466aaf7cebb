-- What modules do by the clock. A run holds a lease that it renews, so that one process of all runs a job, and a killed run is due again.
create table kernel.job (
  name text primary key,
  due_at timestamptz not null default clock_timestamp(),
  leased_by uuid,
  leased_until timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  failures integer not null default 0,
  last_error text,
  check ((leased_by is null) = (leased_until is null))
) with (fillfactor = 50);
