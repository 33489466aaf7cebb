-- An idempotency key that was used: by whom, for which input, and what was answered.
create table kernel.claim (
  scope text not null,
  key text not null,
  operation text not null,
  fingerprint text not null,
  prepared jsonb,
  answer jsonb,
  claimed_at timestamptz not null default now(),
  primary key (scope, key)
) with (fillfactor = 70);

create index claim_age on kernel.claim (claimed_at);
