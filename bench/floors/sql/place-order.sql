-- The first transaction of `ordering.checkout`: order, payment, cart, stock, events.
insert into ordering.order (id, cart_id, market, language, currency, email, shipping_address, billing_address,
  shipping_option_id, shipping_option_name, tax_included, subtotal, discount, shipping, tax, total,
  order_status, payment_status, fulfilment_status, return_status, expires_at, placed_at)
values (:order_id::uuid, :cart_id::uuid, 'us', 'en', 'USD', 'ada@example.org', :address::text::jsonb, :address::text::jsonb,
  '0199aaaa-0000-7000-8000-000000000011', 'Standard', false, 18000, 0, 900, 756, 19656,
  'pending', 'pending', 'unfulfilled', 'none', now() + interval '15 minutes', now())
returning number;

insert into ordering.order_line (order_id, position, variant_id, product_id, sku, name, product_slug, options, image,
  quantity, unit_price, subtotal, discount, tax, total)
values (:order_id::uuid, 1, :variant_id::uuid, :variant_id::uuid, 'NRL-LEA-010-INK-70X70', 'Silk Carré', 'silk-carre',
  :options::text::jsonb, :image::text::jsonb, 1, 18000, 18000, 0, 720, 18720);

insert into ordering.order_tax_line (order_id, position, name, rate, amount)
values (:order_id::uuid, 1, 'Sales tax', 40000, 756);

insert into ordering.order_payment (payment_id, order_id, attempt, provider, status, created_at)
values (:payment_id::uuid, :order_id::uuid, 1, :provider, 'open', now());

insert into ordering.order_token (token_hash, order_id, created_at)
values (decode(:order_token_hash, 'hex'), :order_id::uuid, now());

insert into ordering.order_event (order_id, axis, status_after, actor, occurred_at)
values (:order_id::uuid, 'order', 'pending', 'guest', now());

insert into payments.payment (id, reference, amount, currency, description, provider, return_url, status, created_at, updated_at)
values (:payment_id::uuid, :order_id::text, 19656, 'USD', 'Order M-100002', :provider,
  'http://localhost:3000/orders/M-100002', 'created', now(), now());

insert into payments.ledger (payment_id, kind, source, status_after, amount, currency, occurred_at)
values (:payment_id::uuid, 'created', 'shop', 'created', 19656, 'USD', now());

update cart.cart set status = 'closed', order_id = :order_id::uuid, version = version + 1
where id = :cart_id::uuid and version = 1 and status = 'open';

insert into inventory.reservation (id, status, opened_at) values (:order_id::uuid, 'open', now());

with moved as (
  update inventory.stock_level set reserved = reserved + 1
  where variant_id = :variant_id::uuid and on_hand + backorder_limit - reserved >= 1
  returning variant_id, location_id, on_hand, reserved
),
held as (
  insert into inventory.reservation_line (reservation_id, variant_id, location_id, quantity)
  select :order_id::uuid, variant_id, location_id, 1 from moved
)
insert into inventory.ledger (variant_id, location_id, cause, actor, reservation_id, on_hand_from, on_hand_to, reserved_from, reserved_to)
select variant_id, location_id, 'reserved', 'guest', :order_id::uuid, on_hand, on_hand, reserved - 1, reserved from moved;

insert into kernel.event (id, name, key, trace_id, payload)
values
  (gen_random_uuid(), 'cart.cart.changed.v1', :cart_id::text, :trace_id,
    json_build_object('cartId', :cart_id::text, 'version', 2)::jsonb),
  (gen_random_uuid(), 'inventory.stock.reserved.v1', :order_id::text, :trace_id, json_build_object('reservationId', :order_id::text,
    'lines', json_build_array(json_build_object('variantId', :variant_id::text, 'quantity', 1)))::jsonb),
  (gen_random_uuid(), 'ordering.order.placed.v1', :order_id::text, :trace_id, json_build_object('orderId', :order_id::text,
    'number', 'M-100002', 'lines', json_build_array(json_build_object('variantId', :variant_id::text,
    'productId', :variant_id::text, 'quantity', 1)), 'total', 19656, 'currency', 'USD', 'cartId', :cart_id::text, 'market', 'us')::jsonb);
