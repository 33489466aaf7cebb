-- The third transaction for cash on delivery: the provider's answer.
update payments.payment
set status = 'authorized', provider_reference = :payment_id::text, next_step = '{"kind":"none"}', updated_at = now()
where id = :payment_id::uuid and status = 'opening';

insert into payments.ledger (payment_id, kind, source, status_before, status_after, amount, currency, occurred_at)
values (:payment_id::uuid, 'moved', 'answer', 'opening', 'authorized', 19656, 'USD', now());

insert into kernel.event (id, name, key, trace_id, payload)
values (gen_random_uuid(), 'payments.payment.authorized.v1', :payment_id::text, :trace_id, json_build_object(
  'paymentId', :payment_id::text, 'reference', :order_id::text, 'amount', 19656, 'currency', 'USD', 'provider', :provider::text)::jsonb);
