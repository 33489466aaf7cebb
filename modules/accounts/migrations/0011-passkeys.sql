-- Public keys that people log in with, by what the authenticator calls them.
create table accounts.passkey (
  credential_id text primary key constraint passkey_credential check (credential_id ~ '^[A-Za-z0-9_-]+$'),
  account_id uuid not null constraint passkey_account references accounts.account on delete cascade,
  public_key bytea not null,
  -- one that does not grow was copied; passkeys that are synced say 0 for ever
  counter bigint not null constraint passkey_counter check (counter >= 0),
  transports text[] not null,
  name text not null constraint passkey_name check (char_length(name) between 1 and 100),
  is_synced boolean not null,
  created_at timestamptz not null,
  used_at timestamptz
) with (fillfactor = 70);

create index passkey_of_account on accounts.passkey (account_id);

-- What an authenticator was asked to sign; asked once, answered once.
create table accounts.passkey_challenge (
  challenge text primary key,
  -- who adds a passkey; absent where somebody logs in by one
  account_id uuid constraint passkey_challenge_account references accounts.account on delete cascade,
  expires_at timestamptz not null
);

create index passkey_challenge_expiry on accounts.passkey_challenge (expires_at);
