-- Takes what Stripe tells us, and says what became of it. The event's id comes first: what comes
-- twice changes nothing.
--
-- Fails with  KV120  stripe-event-invalid

create function private.take_stripe_event(p_event jsonb) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_event data.stripe_events;
begin
    v_event := private.stripe_event_of(p_event);

    insert into data.stripe_events
    values (v_event.*)
    on conflict (event_id) do nothing;

    if not found then
        return to_jsonb(row(v_event.event_id, 'known')::api.stripe_receipt);
    end if;

    insert into data.stripe_mentions (stripe_id, event_id)
    select m.id, v_event.event_id
    from unnest(private.stripe_mentions_of(v_event.facts)) as m (id);

    if v_event.outcome <> 'ignored' then
        v_event.outcome := private.heed_stripe_event(v_event);
    end if;

    return to_jsonb(row(v_event.event_id, v_event.outcome)::api.stripe_receipt);
end;
$$;

comment on function private.take_stripe_event is 'Take an event of Stripe''s.';

grant execute on function private.take_stripe_event to holdfast_api;
