create schema cart;

-- A basket, known by the hash of its token alone. Every change draws the next version under the row's lock.
create table cart.cart (
  id uuid primary key,
  token_hash bytea not null constraint cart_token unique constraint cart_token_hashed check (octet_length(token_hash) = 32),
  market text not null,
  version integer not null default 1 constraint cart_version_positive check (version > 0),
  status text not null default 'open' constraint cart_status check (status in ('open', 'closed')),
  order_id uuid,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint cart_closed_by_order check ((status = 'closed') = (order_id is not null))
) with (fillfactor = 70);

-- whole days: a second change on the same day leaves the index alone
create index cart_expiry on cart.cart (expires_at);

-- The price is the one that was last shown, so that a change of it can be told.
create table cart.line (
  id uuid not null,
  cart_id uuid not null constraint line_cart references cart.cart on delete cascade,
  variant_id uuid not null,
  -- the version of the cart that brought it: lines stand in the order in which they came
  position integer not null,
  quantity integer not null constraint line_quantity check (quantity between 1 and 999),
  unit_price bigint not null constraint line_price_positive check (unit_price >= 0),
  currency text not null constraint line_currency check (currency ~ '^[A-Z]{3}$'),
  constraint line_key primary key (cart_id, variant_id)
) with (fillfactor = 70);
