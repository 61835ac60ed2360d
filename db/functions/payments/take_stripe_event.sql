-- Takes what Stripe tells us, and says what became of it. The event's id comes first: what comes
-- twice changes nothing.
--
-- Fails with  KV120  stripe-event-invalid

create function private.take_stripe_event(p_event jsonb) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_event data.stripe_events := private.stripe_event_of(p_event);
    v_found data.stripe_objects[] := '{}';
begin
    if v_event.outcome <> 'ignored' then
        perform private.introduce_payout(v_event);
        v_found := private.find_stripe_objects(v_event);
    end if;

    -- Perhaps somebody learns at this moment whose it is.
    if v_event.outcome <> 'ignored' and v_found = '{}' then
        perform private.lock_stripe(private.stripe_mentions_of(v_event.facts));
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

comment on function private.take_stripe_event is 'Take an event of Stripe''s.';

grant execute on function private.take_stripe_event to holdfast_api;
