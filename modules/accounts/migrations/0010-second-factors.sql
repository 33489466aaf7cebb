-- What an authenticator app computes codes from. Asked for at a log-in once it was confirmed by a code.
create table accounts.totp (
  account_id uuid primary key constraint totp_account references accounts.account on delete cascade,
  -- for processes that hold the shop's secret
  sealed bytea not null,
  -- of the last code that was taken: none of it or before it is taken again
  last_step bigint not null default 0,
  created_at timestamptz not null,
  confirmed_at timestamptz
) with (fillfactor = 70);

-- Each opens the second door once, for who has lost the app.
create table accounts.recovery_code (
  account_id uuid not null constraint recovery_code_account references accounts.account on delete cascade,
  code_hash bytea not null constraint recovery_code_hashed check (octet_length(code_hash) = 32),
  used_at timestamptz,
  primary key (account_id, code_hash)
) with (fillfactor = 70);

-- Browsers that are not asked for a second factor.
create table accounts.trusted_device (
  token_hash bytea primary key constraint trusted_device_hashed check (octet_length(token_hash) = 32),
  account_id uuid not null constraint trusted_device_account references accounts.account on delete cascade,
  agent text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create index trusted_device_of_account on accounts.trusted_device (account_id);
create index trusted_device_expiry on accounts.trusted_device (expires_at);

-- Who has shown the first proof and not yet the second.
create table accounts.factor_challenge (
  token_hash bytea primary key constraint factor_challenge_hashed check (octet_length(token_hash) = 32),
  account_id uuid not null constraint factor_challenge_account references accounts.account on delete cascade,
  -- what the session will say that it was begun by
  proof text not null,
  failures smallint not null default 0,
  expires_at timestamptz not null
) with (fillfactor = 70);

create index factor_challenge_of_account on accounts.factor_challenge (account_id);
create index factor_challenge_expiry on accounts.factor_challenge (expires_at);

alter table accounts.letter drop constraint letter_kind;
alter table accounts.letter add constraint letter_kind check (kind in (
  'verify_email', 'already_registered', 'reset_password', 'password_changed', 'confirm_new_email', 'email_change_requested',
  'email_changed', 'unlock', 'invitation', 'second_factor_added', 'second_factor_removed', 'recovery_code_used', 'passkey_added',
  'passkey_removed', 'identity_linked'));
