-- The rows of a checkout as they stand in the end, in one statement: what the database alone would need.
with placed as (
  insert into ordering.order (id, cart_id, market, language, currency, email, shipping_address, billing_address,
    shipping_option_id, shipping_option_name, tax_included, subtotal, discount, shipping, tax, total,
    order_status, payment_status, fulfilment_status, return_status, expires_at, placed_at)
  values (:order_id::uuid, :cart_id::uuid, 'us', 'en', 'USD', 'ada@example.org', :address::text::jsonb, :address::text::jsonb,
    '0199aaaa-0000-7000-8000-000000000011', 'Standard', false, 18000, 0, 900, 756, 19656,
    case when :is_confirmed::boolean then 'confirmed' else 'pending' end,
    case when :is_confirmed::boolean then 'authorized' else 'pending' end,
    'unfulfilled', 'none', now() + interval '15 minutes', now())
  returning id
),
line as (
  insert into ordering.order_line (order_id, position, variant_id, product_id, sku, name, product_slug, options, image,
    quantity, unit_price, subtotal, discount, tax, total)
  select id, 1, :variant_id::uuid, :variant_id::uuid, 'NRL-LEA-010-INK-70X70', 'Silk Carré', 'silk-carre',
    :options::text::jsonb, :image::text::jsonb, 1, 18000, 18000, 0, 720, 18720 from placed
),
tax as (
  insert into ordering.order_tax_line (order_id, position, name, rate, amount)
  select id, 1, 'Sales tax', 40000, 756 from placed
),
order_payment as (
  insert into ordering.order_payment (payment_id, order_id, attempt, provider, status, created_at)
  select :payment_id::uuid, id, 1, :provider, case when :is_confirmed::boolean then 'authorized' else 'open' end, now() from placed
),
token as (
  insert into ordering.order_token (token_hash, order_id, created_at)
  select decode(:order_token_hash, 'hex'), id, now() from placed
),
history as (
  insert into ordering.order_event (order_id, axis, status_before, status_after, actor, occurred_at)
  select id, entry.axis, entry.status_before, entry.status_after, 'guest', now()
  from placed, (values ('order', null, 'pending', false), ('order', 'pending', 'confirmed', true),
    ('payment', 'pending', 'authorized', true)) entry (axis, status_before, status_after, later)
  where :is_confirmed::boolean or not entry.later
),
payment as (
  insert into payments.payment (id, reference, amount, currency, description, provider, return_url, provider_reference,
    status, next_step, check_at, created_at, updated_at)
  select :payment_id::uuid, id::text, 19656, 'USD', 'Order M-100002', :provider, 'http://localhost:3000/orders/M-100002',
    :payment_id::text, case when :is_confirmed::boolean then 'authorized' else 'pending' end, '{"kind":"none"}',
    case when :is_confirmed::boolean then null else now() + interval '5 minutes' end, now(), now()
  from placed
  returning id
),
entries as (
  insert into payments.ledger (payment_id, kind, source, status_before, status_after, amount, currency, occurred_at)
  select id, entry.kind, entry.source, entry.status_before, entry.status_after, 19656, 'USD', now()
  from payment, (values ('created', 'shop', null, case when :is_confirmed::boolean then 'authorized' else 'created' end, false),
    ('moved', 'shop', 'created', 'opening', true), ('moved', 'answer', 'opening', 'pending', true))
    entry (kind, source, status_before, status_after, by_card)
  where not (:is_confirmed::boolean and entry.by_card)
),
closed as (
  update cart.cart set status = 'closed', order_id = :order_id::uuid, version = version + 1
  where id = :cart_id::uuid and version = 1 and status = 'open'
),
reservation as (
  insert into inventory.reservation (id, status, opened_at, committed_at)
  select id, case when :is_confirmed::boolean then 'committed' else 'open' end, now(),
    case when :is_confirmed::boolean then now() end from placed
  returning id
),
moved as (
  update inventory.stock_level
  set on_hand = on_hand - case when :is_confirmed::boolean then 1 else 0 end,
    reserved = reserved + case when :is_confirmed::boolean then 0 else 1 end
  where variant_id = :variant_id::uuid and on_hand + backorder_limit - reserved >= 1
  returning variant_id, location_id, on_hand, reserved
),
held as (
  insert into inventory.reservation_line (reservation_id, variant_id, location_id, quantity)
  select reservation.id, variant_id, location_id, 1 from moved, reservation
),
movements as (
  insert into inventory.ledger (variant_id, location_id, cause, actor, reservation_id, on_hand_from, on_hand_to, reserved_from, reserved_to)
  select variant_id, location_id, case when :is_confirmed::boolean then 'committed' else 'reserved' end, 'guest', :order_id::uuid,
    case when :is_confirmed::boolean then on_hand + 1 else on_hand end, on_hand,
    case when :is_confirmed::boolean then reserved else reserved - 1 end, reserved
  from moved
)
insert into kernel.event (id, name, key, trace_id, payload)
select gen_random_uuid(), event.name, event.key, :trace_id, event.payload
from (values
  ('cart.cart.changed.v1', :cart_id::text, false, json_build_object('cartId', :cart_id::text, 'version', 2)::jsonb),
  (case when :is_confirmed::boolean then 'inventory.reservation.committed.v1' else 'inventory.stock.reserved.v1' end, :order_id::text,
    false, json_build_object('reservationId', :order_id::text,
    'lines', json_build_array(json_build_object('variantId', :variant_id::text, 'quantity', 1)))::jsonb),
  ('ordering.order.placed.v1', :order_id::text, false, json_build_object('orderId', :order_id::text, 'number', 'M-100002',
    'lines', json_build_array(json_build_object('variantId', :variant_id::text, 'productId', :variant_id::text, 'quantity', 1)),
    'total', 19656, 'currency', 'USD', 'cartId', :cart_id::text, 'market', 'us', 'confirmed', :is_confirmed::boolean)::jsonb),
  ('payments.payment.authorized.v1', :payment_id::text, true, json_build_object('paymentId', :payment_id::text,
    'reference', :order_id::text, 'amount', 19656, 'currency', 'USD', 'provider', :provider::text, 'atCreation', true)::jsonb),
  ('ordering.order.confirmed.v1', :order_id::text, true, json_build_object('orderId', :order_id::text, 'number', 'M-100002',
    'lines', json_build_array(json_build_object('variantId', :variant_id::text, 'productId', :variant_id::text, 'quantity', 1)),
    'total', 19656, 'currency', 'USD')::jsonb)
) event (name, key, at_the_door, payload)
where :is_confirmed::boolean or not event.at_the_door;
