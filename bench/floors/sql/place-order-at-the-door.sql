-- How it goes on for cash on delivery: the payment is authorised, the stock is taken, the order is confirmed, and the events tell.
insert into payments.payment (id, reference, amount, currency, description, provider, return_url, provider_reference, next_step,
  status, created_at, updated_at)
values (:payment_id::uuid, :order_id::text, 19656, 'USD', 'Order M-100002', :provider,
  'http://localhost:3000/orders/M-100002', :payment_id::text, '{"kind":"none"}', 'authorized', now(), now());

insert into payments.ledger (payment_id, kind, source, status_after, amount, currency, occurred_at)
values (:payment_id::uuid, 'created', 'shop', 'authorized', 19656, 'USD', now());

insert into inventory.reservation (id, status, opened_at, committed_at) values (:order_id::uuid, 'committed', now(), now());

with moved as (
  update inventory.stock_level set on_hand = on_hand - 1
  where variant_id = :variant_id::uuid and on_hand + backorder_limit - reserved >= 1
  returning variant_id, location_id, on_hand, reserved
),
held as (
  insert into inventory.reservation_line (reservation_id, variant_id, location_id, quantity)
  select :order_id::uuid, variant_id, location_id, 1 from moved
)
insert into inventory.ledger (variant_id, location_id, cause, actor, reservation_id, on_hand_from, on_hand_to, reserved_from, reserved_to)
select variant_id, location_id, 'committed', 'guest', :order_id::uuid, on_hand + 1, on_hand, reserved, reserved from moved;

update ordering.order set order_status = 'confirmed', payment_status = 'authorized' where id = :order_id::uuid;

update ordering.order_payment set status = 'authorized' where payment_id = :payment_id::uuid;

insert into ordering.order_event (order_id, axis, status_before, status_after, actor, occurred_at)
values (:order_id::uuid, 'order', 'pending', 'confirmed', 'guest', now()),
  (:order_id::uuid, 'payment', 'pending', 'authorized', 'guest', now());

insert into kernel.event (id, name, key, trace_id, payload)
values
  (gen_random_uuid(), 'payments.payment.authorized.v1', :payment_id::text, :trace_id, json_build_object(
    'paymentId', :payment_id::text, 'reference', :order_id::text, 'amount', 19656, 'currency', 'USD', 'provider', :provider::text,
    'atCreation', true)::jsonb),
  (gen_random_uuid(), 'cart.cart.changed.v1', :cart_id::text, :trace_id,
    json_build_object('cartId', :cart_id::text, 'version', 2)::jsonb),
  (gen_random_uuid(), 'inventory.reservation.committed.v1', :order_id::text, :trace_id, json_build_object('reservationId', :order_id::text,
    'lines', json_build_array(json_build_object('variantId', :variant_id::text, 'quantity', 1)))::jsonb),
  (gen_random_uuid(), 'ordering.order.placed.v1', :order_id::text, :trace_id, json_build_object('orderId', :order_id::text,
    'number', 'M-100002', 'lines', json_build_array(json_build_object('variantId', :variant_id::text,
    'productId', :variant_id::text, 'quantity', 1)), 'total', 19656, 'currency', 'USD', 'cartId', :cart_id::text, 'market', 'us',
    'confirmed', true)::jsonb),
  (gen_random_uuid(), 'ordering.order.confirmed.v1', :order_id::text, :trace_id, json_build_object('orderId', :order_id::text,
    'number', 'M-100002', 'lines', json_build_array(json_build_object('variantId', :variant_id::text,
    'productId', :variant_id::text, 'quantity', 1)), 'total', 19656, 'currency', 'USD')::jsonb);
