-- The same rows as `add-item.sql` in one statement that is its own transaction.
with made as (
  insert into cart.cart (id, token_hash, market, expires_at)
  values (:cart_id::uuid, decode(:cart_token_hash, 'hex'), 'us', date_trunc('day', now()) + interval '31 days')
  returning id
),
filled as (
  insert into cart.line (id, cart_id, variant_id, position, quantity, unit_price, currency)
  values (:line_id::uuid, :cart_id::uuid, :variant_id::uuid, 1, 1, 18000, 'USD')
)
insert into kernel.event (id, name, key, trace_id, payload)
select :event_id::uuid, 'cart.cart.changed.v1', id::text, :trace_id, json_build_object('cartId', id, 'version', 1)::jsonb
from made;
