create schema accounts;

-- A person whom the shop knows. What an erased one was called is gone; the row stays, for what still names its id.
create table accounts.account (
  id uuid primary key,
  email text constraint account_email_length check (char_length(email) <= 254),
  -- until then nobody has shown that the address is theirs, and nobody can log in
  email_verified_at timestamptz,
  username text constraint account_username_form check (username ~ '^[a-z][a-z0-9._-]{2,31}$'),
  -- argon2id in PHC form; absent where other proofs are shown
  password_hash text constraint account_password_hashed check (password_hash like '$argon2id$%'),
  name text not null default '',
  phone text not null default '',
  locale text not null,
  status text not null default 'active' constraint account_status check (status in ('active', 'blocked', 'erased')),
  created_at timestamptz not null,
  constraint account_erased_is_nobody check (
    case status when 'erased' then num_nonnulls(email, username, password_hash) = 0 and name = '' and phone = ''
    else email is not null end)
) with (fillfactor = 80);

create unique index account_email on accounts.account (lower(email));
create unique index account_username on accounts.account (username);

-- A mail that is to be written. Of its link no more than hashes are kept: each try to write it draws a token of its own.
create table accounts.letter (
  id uuid primary key,
  account_id uuid not null constraint letter_account references accounts.account on delete cascade,
  kind text not null constraint letter_kind check (kind in (
    'verify_email', 'already_registered', 'reset_password', 'password_changed', 'confirm_new_email', 'email_change_requested',
    'email_changed', 'unlock', 'invitation')),
  recipient text not null,
  -- until when its link opens something; absent where it has none
  expires_at timestamptz,
  used_at timestamptz,
  created_at timestamptz not null
);

create index letter_of_account on accounts.letter (account_id, kind, created_at);
create index letter_age on accounts.letter (created_at);

create table accounts.letter_token (
  token_hash bytea primary key constraint letter_token_hashed check (octet_length(token_hash) = 32),
  letter_id uuid not null constraint letter_token_letter references accounts.letter on delete cascade
);

create index letter_token_of_letter on accounts.letter_token (letter_id);
