-- The second transaction: the payment is about to be opened at its provider.
update payments.payment set status = 'opening', updated_at = now() where id = :payment_id::uuid and status = 'created';

insert into payments.ledger (payment_id, kind, source, status_before, status_after, amount, currency, occurred_at)
values (:payment_id::uuid, 'moved', 'shop', 'created', 'opening', 19656, 'USD', now());
