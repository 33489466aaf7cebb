create schema pricing;

create table pricing.market (
  code text primary key,
  name text not null,
  currency text not null,
  tax_mode text not null,
  countries text[] not null,
  languages text[] not null,
  is_default boolean not null default false,
  constraint market_code_format check (code ~ '^[a-z][a-z0-9-]{1,31}$'),
  constraint market_tax_mode check (tax_mode in ('inclusive', 'exclusive'))
);

create unique index market_one_default on pricing.market (is_default) where is_default;

-- The base list of a market has no group and no period. Lists for customer groups and periods stand beside it.
create table pricing.price_list (
  id uuid primary key,
  market text not null references pricing.market (code),
  name text not null,
  customer_group text,
  starts_at timestamptz,
  ends_at timestamptz,
  constraint price_list_period check (starts_at is null or ends_at is null or starts_at < ends_at)
);

create unique index price_list_one_base on pricing.price_list (market)
  where customer_group is null and starts_at is null and ends_at is null;

-- The aggregate that prices of one variant change under: its row lock orders the events of the variant.
create table pricing.priced_variant (
  variant_id uuid primary key,
  version bigint not null default 1
) with (fillfactor = 80);

create table pricing.price (
  variant_id uuid not null references pricing.priced_variant (variant_id),
  price_list_id uuid not null references pricing.price_list (id),
  min_quantity integer not null default 1,
  amount bigint not null,
  compare_at bigint,
  primary key (variant_id, price_list_id, min_quantity),
  constraint price_not_negative check (amount >= 0),
  constraint price_compare_at_above check (compare_at is null or compare_at > amount),
  constraint price_min_quantity check (min_quantity >= 1)
);

-- Rates of a country and of its region add up (Canada: GST and PST). Rates are parts per million.
create table pricing.tax_rate (
  country text not null,
  region text not null default '',
  tax_category text not null,
  name text not null,
  rate integer not null,
  primary key (country, region, tax_category, name),
  constraint tax_rate_range check (rate between 0 and 1000000)
);
