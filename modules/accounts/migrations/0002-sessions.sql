-- Where somebody is logged in. Its refresh token changes with each use; of the tokens no more than hashes are kept.
create table accounts.session (
  id uuid primary key,
  account_id uuid not null constraint session_account references accounts.account on delete cascade,
  -- of the part of the token that stays: who shows it with another second part than the last shows a token that was spent
  family_hash bytea not null constraint session_family unique,
  secret_hash bytea not null,
  -- what was spent last, and what the next one was made of together with it: the same client may ask twice at once
  spent_hash bytea,
  salt bytea,
  proof text not null constraint session_proof check (proof in ('password', 'passkey', 'oidc', 'link')),
  agent text not null,
  created_at timestamptz not null,
  renewed_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  constraint session_hashes check (
    octet_length(family_hash) = 32 and octet_length(secret_hash) = 32 and octet_length(coalesce(spent_hash, secret_hash)) = 32),
  constraint session_spent_with_salt check ((spent_hash is null) = (salt is null))
) with (fillfactor = 70);

create index session_of_account on accounts.session (account_id) where ended_at is null;
create index session_expiry on accounts.session (expires_at);

-- Failed log-ins by what was tried, whether there is such an account or not: both are to look alike.
create table accounts.attempt (
  key bytea primary key,
  failures integer not null constraint attempt_failures check (failures >= 0),
  -- before that nothing is looked at
  next_at timestamptz not null,
  last_at timestamptz not null
) with (fillfactor = 70);

create index attempt_age on accounts.attempt (last_at);

-- What access tokens are signed with. The public half is shown to everybody until no token of it can be valid.
create table accounts.signing_key (
  kid text primary key,
  public_key text not null,
  -- the private half, for processes that hold the shop's secret
  sealed bytea not null,
  created_at timestamptz not null
);

-- Access tokens of an account that were issued before are void, for as long as such a one could live.
create table accounts.voided (
  account_id uuid not null constraint voided_account references accounts.account on delete cascade,
  -- absent: all of the account
  session_id uuid,
  not_before timestamptz not null
);

create index voided_since on accounts.voided (not_before);
