-- Has an event mean what it means: what it is about is worked out anew from all that is known.
-- Returns what became of the event.

create function private.heed_stripe_event(p_event data.stripe_events) returns text
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_found record;
    v_outcome text := 'unmatched';
begin
    for v_found in
        select f.tenant_id, f.kind, f.object_id
        from private.find_stripe_object(p_event) as f
    loop
        v_outcome := 'heeded';
        perform private.add_claims(jsonb_build_object('tenant_id', v_found.tenant_id));

        update data.stripe_events
        set outcome = 'heeded', tenant_id = v_found.tenant_id
        where event_id = p_event.event_id;

        case v_found.kind
            when 'payment' then
                perform private.fold_payment(v_found.tenant_id, v_found.object_id);
                perform private.fold_refunds(v_found.tenant_id, v_found.object_id);
            when 'subscription' then
                perform private.fold_subscription(v_found.tenant_id);
            else null;
        end case;
    end loop;

    return v_outcome;
end;
$$;

comment on function private.heed_stripe_event is 'Have an event of Stripe''s mean what it means.';

grant execute on function private.heed_stripe_event to holdfast_api;
