-- POST /v1/stripe/webhook
--
-- What Stripe tells us, once its signature is known to be good. The event is written down before it
-- means anything: what comes twice changes nothing. Whose it is stands in our own row that it
-- refers to, and the account has to be theirs: what an object says of itself is believed of its own
-- account alone.
--
-- What refers to nothing of ours is kept. It is heeded with the next event that does, since what
-- something is, is a function of all that is known of it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV120  stripe-event-invalid

create function api.receive_stripe_event(p_tenant_id uuid, p_event jsonb) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('stripe');

    return private.take_stripe_event(p_event);
end;
$$;

comment on function api.receive_stripe_event is
    'Take an event of Stripe''s.

Answers stripe_receipt.';

alter function api.receive_stripe_event owner to holdfast_api;
grant execute on function api.receive_stripe_event to holdfast_web, holdfast_worker;
