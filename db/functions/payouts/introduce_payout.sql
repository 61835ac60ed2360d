-- A payout that we hear of for the first time: nobody asked for it, so it names nothing of ours. It
-- is the business's whose account it is paid out of.

create function private.introduce_payout(p_event data.stripe_events) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_tenant_id uuid;
begin
    if private.stripe_topic(p_event.type) is distinct from 'payout' then
        return;
    end if;

    select tenant_id
    into v_tenant_id
    from data.stripe_objects
    where stripe_id = p_event.account_id and kind = 'account';

    if not found then
        return;
    end if;

    perform private.add_claims(jsonb_build_object('tenant_id', v_tenant_id));
    perform private.link_stripe(v_tenant_id, p_event.facts ->> 'id', 'payout', uuidv7());
end;
$$;

comment on function private.introduce_payout is 'Note whose a payout is.';

grant execute on function private.introduce_payout to holdfast_api;
