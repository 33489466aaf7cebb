-- By whom else a person is known: a subject of an issuer is one account's.
create table accounts.linked_identity (
  issuer text not null,
  subject text not null constraint linked_identity_subject check (char_length(subject) between 1 and 255),
  account_id uuid not null constraint linked_identity_account references accounts.account on delete cascade,
  created_at timestamptz not null,
  primary key (issuer, subject)
);

create unique index linked_identity_of_account on accounts.linked_identity (account_id, issuer);

-- One way to an issuer and back, for the browser that holds the token.
create table accounts.issuer_attempt (
  token_hash bytea primary key constraint issuer_attempt_hashed check (octet_length(token_hash) = 32),
  issuer text not null,
  state text not null,
  nonce text not null,
  code_verifier text not null,
  return_to text not null,
  -- who links the issuer to an account that it has; absent where somebody logs in
  account_id uuid constraint issuer_attempt_account references accounts.account on delete cascade,
  expires_at timestamptz not null
);

create index issuer_attempt_expiry on accounts.issuer_attempt (expires_at);
