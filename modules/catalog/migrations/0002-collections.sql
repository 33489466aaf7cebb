alter table catalog.slug drop constraint slug_kind;
alter table catalog.slug add constraint slug_kind check (kind in ('product', 'category', 'brand', 'collection'));

-- Products that are shown together, put together by hand or by a rule. Its shelf is filled as those of categories are.
create table catalog.collection (
  id uuid constraint collection_pk primary key,
  shelf int not null constraint collection_shelf unique references catalog.shelf (number),
  slug text collate "C" not null constraint collection_slug unique,
  name text not null,
  description text not null default '',
  position int not null default 0,
  -- as staff wrote it; null: by hand
  rule jsonb constraint collection_rule check (jsonb_typeof(rule) = 'object'),
  -- how many of the conditions a product has to meet
  needed int not null default 0,
  -- The rule has changed, and products beyond this id have not been held against it since. Null: all have been.
  unheld_from uuid,
  -- given up: out of sight at once, and gone when its products have left it
  removed boolean not null default false,
  version int not null default 1 constraint collection_version check (version > 0),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint collection_needs check ((rule is null and needed = 0) or (rule is not null and needed > 0))
);
create index collection_unheld on catalog.collection (id) where unheld_from is not null;

-- The conditions of the rules by what they ask for, so that a product finds the few that are about it among those of thousands of rules:
-- 'shelf:12', 'text:material=brass', 'boolean:handmade=true', 'number:height', 'price:us', 'reduced:us'.
create table catalog.collection_condition (
  collection_id uuid not null references catalog.collection (id) on delete cascade,
  number int not null,
  key text collate "C" not null,
  low numeric,
  high numeric,
  negated boolean not null,
  constraint collection_condition_pk primary key (collection_id, number, key),
  constraint collection_condition_range check (low <= high)
);
create index collection_condition_key on catalog.collection_condition (key);

-- What the collections hold: by hand any product, by rule the active ones that meet it.
create table catalog.collection_product (
  product_id uuid not null references catalog.product (id),
  collection_id uuid not null references catalog.collection (id),
  -- by hand the first has 1; by rule 0
  position int not null constraint collection_product_position check (position >= 0),
  constraint collection_product_pk primary key (product_id, collection_id)
);
create index collection_product_order on catalog.collection_product (collection_id, position, product_id);
