-- The fourth transaction for cash on delivery: the order holds, its stock is committed.
update ordering.order set order_status = 'confirmed', payment_status = 'authorized' where id = :order_id::uuid;

update ordering.order_payment set status = 'authorized' where payment_id = :payment_id::uuid;

insert into ordering.order_event (order_id, axis, status_before, status_after, actor, occurred_at)
values (:order_id::uuid, 'order', 'pending', 'confirmed', 'guest', now()),
  (:order_id::uuid, 'payment', 'pending', 'authorized', 'guest', now());

update inventory.reservation set status = 'committed', committed_at = now() where id = :order_id::uuid and status = 'open';

with moved as (
  update inventory.stock_level set on_hand = on_hand - 1, reserved = reserved - 1 where variant_id = :variant_id::uuid
  returning variant_id, location_id, on_hand, reserved
)
insert into inventory.ledger (variant_id, location_id, cause, actor, reservation_id, on_hand_from, on_hand_to, reserved_from, reserved_to)
select variant_id, location_id, 'committed', 'guest', :order_id::uuid, on_hand + 1, on_hand, reserved + 1, reserved from moved;

insert into kernel.event (id, name, key, trace_id, payload)
values
  (gen_random_uuid(), 'ordering.order.confirmed.v1', :order_id::text, :trace_id, json_build_object('orderId', :order_id::text,
    'number', 'M-100002', 'lines', json_build_array(json_build_object('variantId', :variant_id::text,
    'productId', :variant_id::text, 'quantity', 1)), 'total', 19656, 'currency', 'USD')::jsonb),
  (gen_random_uuid(), 'inventory.reservation.committed.v1', :order_id::text, :trace_id, json_build_object('reservationId', :order_id::text,
    'lines', json_build_array(json_build_object('variantId', :variant_id::text, 'quantity', 1)))::jsonb);
