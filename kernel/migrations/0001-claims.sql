-- An idempotency key that was used, for which input, and what was answered. `id` is a hash of the caller and the key; what the work left
-- and what was answered is encrypted by the key itself, which is not stored: tokens and addresses lie here for a day.
create table kernel.claim (
  id text primary key,
  operation text not null,
  fingerprint text not null,
  prepared bytea,
  answer bytea,
  -- until when somebody is at work on the later phases
  worked_until timestamptz,
  claimed_at timestamptz not null default now()
) with (fillfactor = 70);

create index claim_age on kernel.claim (claimed_at);
