create schema inventory;

-- Where goods lie. Of several places the lowest priority is emptied first.
create table inventory.location (
  id uuid primary key,
  code text not null constraint location_code unique constraint location_code_spelling check (code ~ '^[a-z0-9-]{1,40}$'),
  name text not null,
  priority integer not null constraint location_priority_positive check (priority >= 0),
  created_at timestamptz not null default now()
);

-- The balance of one variant in one place. What may still be sold is on_hand + backorder_limit - reserved; on_hand falls below zero only by
-- goods sold ahead of their delivery, within the limit. No index holds a counter, and half of every page is free: a sale is a HOT update.
create table inventory.stock_level (
  variant_id uuid not null,
  location_id uuid not null constraint stock_level_location references inventory.location,
  on_hand integer not null default 0,
  reserved integer not null default 0,
  backorder_limit integer not null default 0,
  low_stock_threshold integer not null default 0,
  constraint stock_level_key primary key (variant_id, location_id),
  constraint stock_level_reserved_positive check (reserved >= 0),
  constraint stock_level_never_oversold check (reserved <= on_hand + backorder_limit),
  constraint stock_level_on_hand_bounded check (on_hand <= 1000000000),
  constraint stock_level_backorder_bounded check (backorder_limit between 0 and 1000000000),
  constraint stock_level_threshold_positive check (low_stock_threshold >= 0)
) with (fillfactor = 50);

-- Stock held for an order, under the order's id. The times are its whole history: each of them is written once.
-- A row released without having been opened is a tombstone: the release came first and bars the late reserve.
create table inventory.reservation (
  id uuid primary key,
  status text not null constraint reservation_status check (status in ('open', 'committed', 'released')),
  opened_at timestamptz,
  committed_at timestamptz,
  released_at timestamptz,
  release_reason text,
  constraint reservation_opened check (opened_at is not null or (status = 'released' and committed_at is null)),
  constraint reservation_committed check (case status when 'open' then committed_at is null when 'committed' then committed_at is not null else true end),
  constraint reservation_released check ((released_at is not null) = (status = 'released'))
) with (fillfactor = 80);

-- few at any time, found by the check of the ledger among all orders there ever were
create index reservation_open on inventory.reservation (id) where status = 'open';

create table inventory.reservation_line (
  reservation_id uuid not null constraint reservation_line_reservation references inventory.reservation,
  variant_id uuid not null,
  location_id uuid not null,
  quantity integer not null constraint reservation_line_quantity_positive check (quantity > 0),
  constraint reservation_line_key primary key (reservation_id, variant_id, location_id),
  constraint reservation_line_level foreign key (variant_id, location_id) references inventory.stock_level
);

-- Every movement of every balance: who, why, when, from what to what. The deltas of a level sum to the level.
create table inventory.ledger (
  id bigint generated always as identity,
  variant_id uuid not null,
  location_id uuid not null,
  cause text not null constraint ledger_cause check (cause in ('counted', 'adjusted', 'transferred', 'reserved', 'released', 'committed')),
  note text,
  actor text not null,
  reservation_id uuid,
  on_hand_from integer not null,
  on_hand_to integer not null,
  on_hand_delta integer not null generated always as (on_hand_to - on_hand_from) stored,
  reserved_from integer not null,
  reserved_to integer not null,
  reserved_delta integer not null generated always as (reserved_to - reserved_from) stored,
  recorded_at timestamptz not null default now(),
  constraint ledger_key primary key (variant_id, id),
  constraint ledger_moves check (on_hand_to <> on_hand_from or reserved_to <> reserved_from)
);

create function inventory.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The stock ledger is append-only: write a movement that corrects instead of %', lower(tg_op);
end
$$;

create trigger ledger_append_only before update or delete or truncate on inventory.ledger
  for each statement execute function inventory.refuse_change();

-- What the check of the ledger found wrong last time; empty in a healthy shop.
create table inventory.ledger_drift (
  variant_id uuid not null,
  location_id uuid not null,
  on_hand integer not null,
  on_hand_in_ledger bigint not null,
  reserved integer not null,
  reserved_in_ledger bigint not null,
  reserved_by_orders bigint not null,
  found_at timestamptz not null default now(),
  constraint ledger_drift_key primary key (variant_id, location_id)
);
