-- The third transaction for a card: the bank has opened the payment and waits for the buyer.
update payments.payment
set status = 'pending', provider_reference = :payment_id::text, check_at = now() + interval '5 minutes', updated_at = now(),
  next_step = '{"kind":"redirect","url":"http://127.0.0.1:4900/pay/pay_0123456789abcdef01234567"}'
where id = :payment_id::uuid and status = 'opening';

insert into payments.ledger (payment_id, kind, source, status_before, status_after, amount, currency, occurred_at)
values (:payment_id::uuid, 'moved', 'answer', 'opening', 'pending', 19656, 'USD', now());
