create schema payments;

create table payments.payment (
  id uuid primary key,
  -- what is paid for; opaque here
  reference text not null,
  amount bigint not null,
  currency text not null,
  description text not null,
  provider text not null,
  return_url text not null,
  -- the provider's own id; null until its first answer or webhook
  provider_reference text,
  status text not null,
  next_step jsonb,
  captured bigint not null default 0,
  refunding bigint not null default 0,
  refunded bigint not null default 0,
  reason text,
  -- when to ask the provider again; null when there is nothing left to learn
  check_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint payment_amount check (amount >= 0),
  constraint payment_currency check (currency ~ '^[A-Z]{3}$'),
  constraint payment_status check (status in (
    'created', 'opening', 'pending', 'authorized', 'captured', 'refunded', 'failed', 'cancelled', 'mismatched')),
  constraint payment_captured_within_amount check (captured between 0 and amount),
  constraint payment_captured_by_status check (captured = 0 or status in ('captured', 'refunded')),
  constraint payment_refunds_within_captured check (refunding >= 0 and refunded >= 0 and refunding + refunded <= captured)
) with (fillfactor = 70);

create unique index payment_provider_reference on payments.payment (provider, provider_reference);
create index payment_reference on payments.payment (reference);
create index payment_check_at on payments.payment (check_at) where check_at is not null;

create table payments.refund (
  id uuid primary key,
  payment_id uuid not null references payments.payment,
  amount bigint not null,
  reason text not null,
  status text not null,
  provider_reference text,
  check_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint refund_amount check (amount > 0),
  constraint refund_status check (status in ('requested', 'succeeded', 'failed'))
);

create index refund_payment on payments.refund (payment_id);
create index refund_check_at on payments.refund (check_at) where check_at is not null;

create table payments.webhook (
  id uuid primary key,
  provider text not null,
  -- the provider's id of the event: the same one sent twice is stored and applied once
  event_id text not null,
  body text not null,
  outcome text,
  attempts integer not null default 0,
  received_at timestamptz not null,
  applied_at timestamptz,
  constraint webhook_event unique (provider, event_id),
  constraint webhook_outcome check (outcome in ('applied', 'ignored', 'mismatched', 'unmatched')),
  constraint webhook_applied check ((applied_at is not null) = (outcome is not null and outcome <> 'unmatched'))
);

create index webhook_left on payments.webhook (received_at) where applied_at is null;

-- What happened to a payment, in the order it happened.
create table payments.ledger (
  id bigint generated always as identity primary key,
  payment_id uuid not null references payments.payment,
  kind text not null,
  source text not null,
  status_before text,
  status_after text not null,
  amount bigint not null,
  currency text not null,
  webhook_id uuid references payments.webhook,
  refund_id uuid references payments.refund,
  reason text,
  occurred_at timestamptz not null,
  constraint ledger_kind check (kind in (
    'created', 'moved', 'mismatched', 'refund_requested', 'refund_succeeded', 'refund_failed')),
  constraint ledger_source check (source in ('shop', 'answer', 'webhook', 'reconciliation'))
);

create index ledger_payment on payments.ledger (payment_id, id);

create function payments.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger of payments is append-only';
end
$$;

create trigger ledger_append_only before update or delete or truncate on payments.ledger
  for each statement execute function payments.refuse_rewriting();
