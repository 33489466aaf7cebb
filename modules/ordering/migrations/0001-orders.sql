create schema ordering;

-- People read it as M-100001. A checkout that is refused leaves a gap.
create sequence ordering.order_number start 100001;

create table ordering.order (
  id uuid primary key,
  number bigint not null default nextval('ordering.order_number') constraint order_number_key unique,
  cart_id uuid not null,
  market text not null,
  language text not null,
  currency text not null,
  email text not null,
  shipping_address jsonb not null,
  billing_address jsonb not null,
  shipping_option_id text not null,
  shipping_option_name text not null,
  tax_included boolean not null,
  subtotal bigint not null,
  discount bigint not null,
  shipping bigint not null,
  tax bigint not null,
  total bigint not null,
  order_status text not null,
  payment_status text not null,
  fulfilment_status text not null,
  return_status text not null,
  cancel_reason text,
  -- unpaid until then, it is given up
  expires_at timestamptz not null,
  placed_at timestamptz not null,
  constraint order_currency check (currency ~ '^[A-Z]{3}$'),
  constraint order_amounts check (subtotal >= 0 and discount between 0 and subtotal and shipping >= 0 and tax >= 0),
  constraint order_total check (total = subtotal - discount + shipping + case when tax_included then 0 else tax end),
  constraint order_order_status check (order_status in ('pending', 'confirmed', 'cancelled')),
  constraint order_payment_status check (payment_status in (
    'pending', 'authorized', 'paid', 'failed', 'cancelled', 'partly_refunded', 'refunded')),
  constraint order_fulfilment_status check (fulfilment_status in ('unfulfilled', 'shipped', 'delivered')),
  constraint order_return_status check (return_status in ('none', 'returned')),
  constraint order_fulfilled_when_confirmed check (fulfilment_status = 'unfulfilled' or order_status = 'confirmed'),
  constraint order_returned_when_shipped check (return_status = 'none' or fulfilment_status <> 'unfulfilled'),
  constraint order_cancel_reason check ((order_status = 'cancelled') = (cancel_reason is not null)),
  constraint order_expiry check (expires_at > placed_at)
) with (fillfactor = 70);

-- A cart becomes one order, however often its checkout is sent. One that was taken back before it stood does not count.
create unique index order_cart on ordering.order (cart_id) where cancel_reason is distinct from 'refused';
create index order_unpaid on ordering.order (expires_at) where order_status = 'pending';
create index order_email on ordering.order (lower(email));

-- What was sold and for how much, as it was then: later changes of the catalogue do not reach it.
create table ordering.order_line (
  order_id uuid not null constraint order_line_order references ordering.order,
  position integer not null,
  variant_id uuid not null,
  product_id uuid not null,
  sku text not null,
  name text not null,
  product_slug text not null,
  options jsonb not null,
  image jsonb,
  quantity integer not null,
  unit_price bigint not null,
  subtotal bigint not null,
  discount bigint not null,
  tax bigint not null,
  total bigint not null,
  constraint order_line_key primary key (order_id, position),
  constraint order_line_quantity check (quantity > 0),
  constraint order_line_subtotal check (unit_price >= 0 and subtotal = unit_price * quantity),
  constraint order_line_discount check (discount between 0 and subtotal),
  constraint order_line_total check (tax >= 0 and total in (subtotal - discount, subtotal - discount + tax))
);

create table ordering.order_tax_line (
  order_id uuid not null constraint order_tax_line_order references ordering.order,
  position integer not null,
  name text not null,
  -- parts per million
  rate integer not null,
  amount bigint not null,
  constraint order_tax_line_key primary key (order_id, position),
  constraint order_tax_line_amounts check (rate between 0 and 1000000 and amount >= 0)
);

-- The tries to pay for an order, the newest counts. What they do at a provider is known to payments.
create table ordering.order_payment (
  payment_id uuid primary key,
  order_id uuid not null constraint order_payment_order references ordering.order,
  -- counted from 1
  attempt integer not null,
  provider text not null,
  status text not null,
  -- set once: money of one payment goes back by itself once
  refund_id uuid constraint order_payment_refund_key unique,
  created_at timestamptz not null,
  constraint order_payment_attempt unique (order_id, attempt),
  constraint order_payment_attempt_positive check (attempt > 0),
  constraint order_payment_status check (status in ('open', 'authorized', 'paid', 'failed', 'cancelled', 'refunded')),
  constraint order_payment_refunded check (refund_id is null or status in ('paid', 'refunded'))
) with (fillfactor = 70);

-- Secrets that open an order, as SHA-256: the one of its checkout, and one for each mail that links to it.
create table ordering.order_token (
  token_hash bytea primary key,
  order_id uuid not null constraint order_token_order references ordering.order,
  created_at timestamptz not null,
  constraint order_token_hash check (length(token_hash) = 32)
);

create index order_token_of_order on ordering.order_token (order_id);

-- Every move of every axis, by whom and why.
create table ordering.order_event (
  id bigint generated always as identity primary key,
  order_id uuid not null constraint order_event_order references ordering.order,
  axis text not null,
  status_before text,
  status_after text not null,
  actor text not null,
  reason text,
  occurred_at timestamptz not null,
  constraint order_event_axis check (axis in ('order', 'payment', 'fulfilment', 'return'))
);

create index order_event_of_order on ordering.order_event (order_id, id);

create function ordering.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'the history of orders is append-only';
end
$$;

create trigger order_event_append_only before update or delete or truncate on ordering.order_event
  for each statement execute function ordering.refuse_rewriting();
