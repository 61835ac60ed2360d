-- An event as Stripe sends it, as we keep it.
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
    v_event.received_at := now();

    return v_event;
end;
$$;

comment on function private.stripe_event_of is 'An event of Stripe''s as we keep it.';

grant execute on function private.stripe_event_of to holdfast_api;
