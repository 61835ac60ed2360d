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
declare
    v_event data.stripe_events;
    v_found data.stripe_objects[] := '{}';
begin
    perform private.require_role('stripe');
    v_event := private.stripe_event_of(p_event);

    if v_event.outcome <> 'ignored' then
        v_found := private.find_stripe_objects(v_event);
    end if;

    if v_found <> '{}' then
        v_event.outcome := 'heeded';
        v_event.tenant_id := v_found[1].tenant_id;
    end if;

    insert into data.stripe_events
    values (v_event.*)
    on conflict (event_id) do nothing;

    if not found then
        return to_jsonb(row(v_event.event_id, 'known')::api.stripe_receipt);
    end if;

    insert into data.stripe_mentions (stripe_id, event_id)
    select m.id, v_event.event_id
    from unnest(private.stripe_mentions_of(v_event.facts)) as m (id);

    perform private.heed_stripe_event(v_found);

    return to_jsonb(row(v_event.event_id, v_event.outcome)::api.stripe_receipt);
end;
$$;

comment on function api.receive_stripe_event is
    'Take an event of Stripe''s.

Answers stripe_receipt.';

alter function api.receive_stripe_event owner to holdfast_api;
grant execute on function api.receive_stripe_event to holdfast_web, holdfast_worker;
