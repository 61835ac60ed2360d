-- What Stripe answered when it was asked what moved on the balance.

create function private.heed_transactions(p_delivery data.deliveries, p_outcome text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_response jsonb;
begin
    if p_outcome <> 'delivered' then
        return;
    end if;

    select response
    into v_response
    from data.deliveries
    where tenant_id = p_delivery.tenant_id and delivery_id = p_delivery.delivery_id;

    perform private.note_transactions(
        p_delivery.tenant_id,
        v_response -> 'transactions',
        case when p_delivery.data ->> 'of' = 'payout' and (v_response ->> 'is_content')::boolean
            then (p_delivery.data ->> 'object_id')::uuid
        end
    );
end;
$$;

comment on function private.heed_transactions is 'Heed what Stripe says moved on the balance.';

grant execute on function private.heed_transactions to holdfast_api;
