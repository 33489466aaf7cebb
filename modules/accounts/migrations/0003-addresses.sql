-- The address book. The form of an address is that of a checkout.
create table accounts.address (
  id uuid primary key,
  account_id uuid not null constraint address_account references accounts.account on delete cascade,
  address jsonb not null,
  is_default_shipping boolean not null default false,
  is_default_billing boolean not null default false,
  created_at timestamptz not null
) with (fillfactor = 80);

create index address_of_account on accounts.address (account_id);
create unique index address_default_shipping on accounts.address (account_id) where is_default_shipping;
create unique index address_default_billing on accounts.address (account_id) where is_default_billing;
