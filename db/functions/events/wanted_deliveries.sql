-- Who wants to be told of the events of one business with these numbers, in the order of the
-- events.

create function private.wanted_deliveries(p_tenant_id uuid, p_first bigint, p_last bigint)
returns setof private.wanted
    language plpgsql stable
    set search_path = ''
as $$
begin
    if exists (select from data.calendars where tenant_id = p_tenant_id and kind = 'google') then
        return query select * from private.wanted_calendars(p_tenant_id, p_first, p_last);
    end if;

    return query select * from private.wanted_notices(p_tenant_id, p_first, p_last);

    if exists (select from data.payment_accounts where tenant_id = p_tenant_id) then
        return query select * from private.wanted_stripe(p_tenant_id, p_first, p_last);
    end if;

    if exists (select from data.tenant_subscriptions where tenant_id = p_tenant_id) then
        return query select * from private.wanted_subscriptions(p_tenant_id, p_first, p_last);
    end if;

    if exists (select from data.endpoints where tenant_id = p_tenant_id) then
        return query select * from private.wanted_webhooks(p_tenant_id, p_first, p_last);
    end if;
end;
$$;

comment on function private.wanted_deliveries is 'Who wants to be told of some events.';

grant execute on function private.wanted_deliveries to holdfast_api;
