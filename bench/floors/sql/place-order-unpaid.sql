-- How it goes on for a card: the payment is to be made, the stock is held, and the events tell.
insert into payments.payment (id, reference, amount, currency, description, provider, return_url, status, created_at, updated_at)
values (:payment_id::uuid, :order_id::text, 19656, 'USD', 'Order M-100002', :provider,
  'http://localhost:3000/orders/M-100002', 'created', now(), now());

insert into payments.ledger (payment_id, kind, source, status_after, amount, currency, occurred_at)
values (:payment_id::uuid, 'created', 'shop', 'created', 19656, 'USD', now());

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
