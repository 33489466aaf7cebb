-- Named sets of permissions. Who has a role that is everything may do what any operation asks for, those to come included.
create table accounts.role (
  code text primary key constraint role_code_form check (code ~ '^[a-z][a-z-]{1,39}$'),
  name text not null,
  permissions text[] not null default '{}',
  is_everything boolean not null default false,
  constraint role_everything_or_some check (not is_everything or permissions = '{}')
);

create unique index role_of_everything on accounts.role (is_everything) where is_everything;

insert into accounts.role (code, name, permissions, is_everything) values
  ('customer', 'Customer', '{}', false),
  ('seller', 'Seller', '{}', false),
  ('support', 'Support', '{accounts:read,orders:read,orders:write,payments:read,shipping:read}', false),
  ('catalogue-manager', 'Catalogue manager', '{catalog:read,catalog:write,inventory:read,pricing:read,pricing:write}', false),
  ('fulfilment', 'Fulfilment', '{inventory:read,inventory:write,orders:read,orders:write,shipping:read}', false),
  ('finance', 'Finance', '{orders:read,payments:read,payments:write,pricing:read}', false),
  ('admin', 'Administrator', '{}', true);

create table accounts.account_role (
  account_id uuid not null constraint account_role_account references accounts.account on delete cascade,
  role text not null constraint account_role_role references accounts.role,
  -- an account, or `key` for the staff key of the environment; absent where Merx itself did
  granted_by text,
  granted_at timestamptz not null,
  primary key (account_id, role)
);

create index account_role_by_role on accounts.account_role (role);

-- The link by which the first administrator is made: one at a time, and none when there is an administrator.
create table accounts.set_up (
  is_only boolean primary key default true constraint set_up_once check (is_only),
  token_hash bytea not null constraint set_up_hashed check (octet_length(token_hash) = 32),
  expires_at timestamptz not null
);

-- What staff write about a person for each other.
create table accounts.note (
  id uuid primary key,
  account_id uuid not null constraint note_account references accounts.account on delete cascade,
  author text not null,
  body text not null constraint note_length check (char_length(body) between 1 and 4000),
  created_at timestamptz not null
);

create index note_of_account on accounts.note (account_id, created_at desc);

-- What programs show in place of an access token. Only a hash is kept, and a key never may more than its owner at that moment.
create table accounts.api_key (
  id uuid primary key,
  account_id uuid not null constraint api_key_account references accounts.account on delete cascade,
  name text not null,
  secret_hash bytea not null constraint api_key_hashed check (octet_length(secret_hash) = 32),
  permissions text[] not null constraint api_key_may_something check (cardinality(permissions) > 0),
  per_minute integer not null constraint api_key_limit check (per_minute between 1 and 100000),
  created_at timestamptz not null,
  expires_at timestamptz not null constraint api_key_expires check (expires_at > created_at),
  revoked_at timestamptz,
  last_used_at timestamptz
) with (fillfactor = 80);

create index api_key_of_account on accounts.api_key (account_id, id);
