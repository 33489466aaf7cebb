-- How the first transaction of `ordering.checkout` begins: the order, and its cart is closed.
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

update cart.cart set status = 'closed', order_id = :order_id::uuid, version = version + 1
where id = :cart_id::uuid and version = 1 and status = 'open';
