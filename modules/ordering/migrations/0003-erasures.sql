-- People who are to be forgotten, until the last of their orders is finished: what is under way still needs an address.
create table ordering.erasure (
  user_id uuid primary key,
  asked_at timestamptz not null
);
