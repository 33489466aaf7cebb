-- What somebody means to buy some day: of a guest by token, or of a user, who has one.
create table cart.wishlist (
  id uuid primary key,
  token_hash bytea constraint wishlist_token unique constraint wishlist_token_hashed check (octet_length(token_hash) = 32),
  user_id uuid constraint wishlist_user unique,
  -- that of a user is kept as long as the account is
  expires_at timestamptz,
  constraint wishlist_owner check (num_nonnulls(token_hash, user_id) = 1),
  constraint wishlist_expiry check ((token_hash is null) = (expires_at is null))
);

create index wishlist_expiry on cart.wishlist (expires_at) where expires_at is not null;

create table cart.wish (
  wishlist_id uuid not null constraint wish_list references cart.wishlist on delete cascade,
  variant_id uuid not null,
  product_id uuid not null,
  added_at timestamptz not null,
  constraint wish_key primary key (wishlist_id, variant_id)
);
