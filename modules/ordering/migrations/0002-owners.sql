-- To whom an order belongs; null for a guest's until it is claimed.
alter table ordering.order add column user_id uuid;

create index order_of_user on ordering.order (user_id, number) where user_id is not null;
