import { type Finding, sqlCheck } from './check.ts'

export const stockChecks = [
  sqlCheck(
    'ledger-sums-to-level',
    (sql) => sql<Finding[]>`
      select variant_id || ' at ' || location_id as id,
        format('on hand %s, ledger %s; reserved %s, ledger %s', level.on_hand, entered.on_hand, level.reserved, entered.reserved) as detail
      from inventory.stock_level level
      full join (
        select variant_id, location_id, sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved
        from inventory.ledger group by variant_id, location_id
      ) entered using (variant_id, location_id)
      where coalesce(level.on_hand, 0) <> coalesce(entered.on_hand, 0) or coalesce(level.reserved, 0) <> coalesce(entered.reserved, 0)`,
  ),

  sqlCheck(
    'ledger-unbroken',
    (sql) => sql<Finding[]>`
      select id::text, format('begins at %s/%s, the one before ended at %s/%s', on_hand_from, reserved_from, on_hand, reserved) as detail
      from (
        select *, lag(on_hand_to, 1, 0) over level as on_hand, lag(reserved_to, 1, 0) over level as reserved
        from inventory.ledger window level as (partition by variant_id, location_id order by id)
      ) entry
      where on_hand_from <> on_hand or reserved_from <> reserved`,
  ),

  sqlCheck(
    'reserved-is-held',
    (sql) => sql<Finding[]>`
      select level.variant_id || ' at ' || level.location_id as id,
        format('reserved %s, open reservations hold %s', level.reserved, coalesce(held.quantity, 0)) as detail
      from inventory.stock_level level
      left join (
        select variant_id, location_id, sum(quantity) as quantity
        from inventory.reservation_line line join inventory.reservation on reservation.id = line.reservation_id
        where status = 'open' group by variant_id, location_id
      ) held using (variant_id, location_id)
      where level.reserved <> coalesce(held.quantity, 0)`,
  ),

  sqlCheck(
    'stock-above-zero',
    (sql) => sql<Finding[]>`
      select variant_id || ' at ' || location_id as id, format('on hand %s, reserved %s', on_hand, reserved) as detail
      from inventory.stock_level
      where reserved < 0 or on_hand + backorder_limit < reserved`,
  ),

  sqlCheck(
    'sold-is-taken',
    (sql) => sql<Finding[]>`
      select variant_id::text as id, format('confirmed orders have %s, %s left the shelf for orders', coalesce(sold.quantity, 0), coalesce(taken.quantity, 0)) as detail
      from (
        select variant_id, sum(quantity) as quantity
        from ordering.order_line line join ordering.order placed on placed.id = line.order_id
        where order_status = 'confirmed' group by variant_id
      ) sold
      full join (
        select variant_id, -sum(on_hand_delta) as quantity from inventory.ledger where reservation_id is not null group by variant_id
      ) taken using (variant_id)
      where coalesce(sold.quantity, 0) <> coalesce(taken.quantity, 0)`,
  ),

  sqlCheck(
    'reservation-is-over-with-its-order',
    (sql) => sql<Finding[]>`
      select reservation.id::text, format('open, its order is %s', coalesce(order_status, 'gone')) as detail
      from inventory.reservation left join ordering.order placed on placed.id = reservation.id
      where reservation.status = 'open' and order_status is distinct from 'pending'`,
  ),

  sqlCheck(
    'order-has-its-reservation',
    (sql) => sql<Finding[]>`
      select placed.id::text, format('%s, its reservation is %s', order_status, coalesce(reservation.status, 'gone')) as detail
      from ordering.order placed left join inventory.reservation on reservation.id = placed.id
      -- one that was refused may never have come so far; that it holds nothing is for the check above
      where cancel_reason is distinct from 'refused' and reservation.status is distinct from
        case order_status when 'pending' then 'open' when 'confirmed' then 'committed' else 'released' end`,
  ),
]
