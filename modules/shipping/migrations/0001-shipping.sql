create schema shipping;

create table shipping.zone (
  id uuid primary key,
  name text not null,
  position integer not null default 0
);

-- Where a zone reaches. Region '' is the whole country, country '*' the rest of the world.
create table shipping.place (
  country text not null,
  region text not null default '',
  zone_id uuid not null references shipping.zone (id) on delete cascade,
  primary key (country, region),
  constraint place_country check (country ~ '^([A-Z]{2}|\*)$'),
  constraint place_rest_of_world_has_no_region check (country <> '*' or region = '')
);

create index place_zone on shipping.place (zone_id);

create table shipping.method (
  id uuid primary key,
  zone_id uuid not null references shipping.zone (id) on delete cascade,
  name text not null,
  description text not null,
  tax_category text not null,
  basis text not null,
  min_days integer not null,
  max_days integer not null,
  position integer not null,
  constraint method_basis check (basis in ('flat', 'weight', 'total')),
  constraint method_days check (0 <= min_days and min_days <= max_days)
);

create index method_zone on shipping.method (zone_id);

-- The rate that holds is the one with the largest threshold not above the cart's weight (grams) or total (minor units).
create table shipping.rate (
  method_id uuid not null references shipping.method (id) on delete cascade,
  currency text not null,
  threshold bigint not null,
  amount bigint not null,
  primary key (method_id, currency, threshold),
  constraint rate_threshold check (threshold >= 0),
  constraint rate_amount check (amount >= 0)
);

create table shipping.free_above (
  method_id uuid not null references shipping.method (id) on delete cascade,
  currency text not null,
  total bigint not null,
  primary key (method_id, currency),
  constraint free_above_total check (total >= 0)
);
