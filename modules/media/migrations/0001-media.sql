create schema media;

-- A picture as it was given; the file lies in the media store under its hash.
create table media.asset (
  hash text primary key,
  content_type text not null,
  bytes integer not null,
  width integer not null,
  height integer not null,
  stored_at timestamptz not null default now(),
  constraint asset_hash check (hash ~ '^[0-9a-f]{32}$'),
  constraint asset_size check (bytes > 0 and width > 0 and height > 0)
);
