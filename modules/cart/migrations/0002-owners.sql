-- A cart belongs to whoever holds its token, or to a user, who has one open cart on every device.
alter table cart.cart
  alter column token_hash drop not null,
  add column user_id uuid,
  -- where the lines of a guest's cart went when its buyer logged in
  add column merged_into uuid,
  drop constraint cart_status,
  add constraint cart_status check (status in ('open', 'closed', 'merged')),
  add constraint cart_merged check ((status = 'merged') = (merged_into is not null)),
  add constraint cart_owner check (num_nonnulls(token_hash, user_id) = 1);

-- among lines that came into the cart at once
alter table cart.line add column place integer not null default 0;

create unique index cart_open_of_user on cart.cart (user_id) where status = 'open';

-- the newest of a user's carts tells which order a repeated checkout is about
create index cart_of_user on cart.cart (user_id, id) where user_id is not null;
