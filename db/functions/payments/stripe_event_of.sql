-- An event as Stripe sends it, as we keep it.
--
-- Whoever has an account with Stripe can play with it in test mode, and live endpoints are sent
-- what comes of that as well, with a good signature. In the other mode than our key's nothing is
-- true.
-- https://docs.stripe.com/connect/webhooks
--
-- Fails with  KV120  stripe-event-invalid

create function private.stripe_event_of(p_event jsonb) returns data.stripe_events
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_object constant jsonb := p_event -> 'data' -> 'object';
    v_event data.stripe_events;
begin
    if
        p_event ->> 'id' is null
        or p_event ->> 'type' is null
        or jsonb_typeof(p_event -> 'created') is distinct from 'number'
        or v_object ->> 'object' is null
    then
        raise exception using
            errcode = 'KV120',
            message = 'That is no event of Stripe''s.';
    end if;

    v_event.event_id := p_event ->> 'id';
    v_event.type := p_event ->> 'type';
    v_event.account_id := p_event ->> 'account';
    v_event.created_at := to_timestamp((p_event ->> 'created')::bigint);
    v_event.facts := private.stripe_facts(v_object);

    -- What it was before tells which of two events of the same second was the last.
    if v_object ->> 'object' = 'subscription' and p_event -> 'data' ? 'previous_attributes' then
        v_event.facts := v_event.facts || jsonb_build_object(
            'was', private.billing_was(p_event -> 'data' -> 'previous_attributes')
        );
    end if;

    -- A business has let go of us: its account is one that we can do nothing with.
    if v_event.type = 'account.application.deauthorized' then
        v_event.facts := jsonb_build_object(
            'id', v_event.account_id,
            'object', 'account',
            'charges_enabled', false,
            'payouts_enabled', false,
            'requirements', jsonb_build_object('due', '[]'::jsonb, 'reason', 'disconnected')
        );
    end if;

    -- An upcoming invoice, for one, has no id yet.
    v_event.object_id := coalesce(v_event.facts ->> 'id', v_event.event_id);
    v_event.outcome := case
        when private.stripe_topic(v_event.type) is null then 'ignored' else 'unmatched'
    end;

    if (p_event ->> 'livemode')::boolean <> (private.current_claims() ->> 'livemode')::boolean then
        v_event.facts := '{}';
        v_event.outcome := 'ignored';
    end if;

    v_event.received_at := now();

    return v_event;
end;
$$;

comment on function private.stripe_event_of is 'An event of Stripe''s as we keep it.';

grant execute on function private.stripe_event_of to holdfast_api;
