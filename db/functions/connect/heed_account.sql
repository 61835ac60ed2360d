-- What Stripe answered when it was asked what an account is: that is one more thing that it has
-- told of it, at that time, and is taken as its events are: as by the door that they come through.

create function private.heed_account(p_delivery data.deliveries, p_outcome text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_response jsonb;
begin
    if p_outcome <> 'delivered' then
        return;
    end if;

    select response
    into v_response
    from data.deliveries
    where tenant_id = p_delivery.tenant_id and delivery_id = p_delivery.delivery_id;

    perform private.add_claims('{"role": "stripe"}');
    perform private.take_stripe_event(jsonb_build_object(
        'id', 'asked_' || p_delivery.delivery_id,
        'type', 'account.updated',
        'account', v_response #>> '{account,id}',
        'created', v_response -> 'asked_at',
        'data', jsonb_build_object('object', v_response -> 'account')
    ));
    perform set_config('request.claims', v_claims::text, true);
end;
$$;

comment on function private.heed_account is 'Heed what Stripe says that an account is.';

grant execute on function private.heed_account to holdfast_api;
