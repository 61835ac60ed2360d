-- Makes the browsers of one customer another's. One that is the other's already is so once.

create function private.move_browsers(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_other_customer_id uuid
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    delete from data.push_subscriptions as s
    using data.push_subscriptions as t
    where
        s.tenant_id = p_tenant_id
        and s.customer_id = p_other_customer_id
        and t.tenant_id = p_tenant_id
        and t.customer_id = p_customer_id
        and t.endpoint = s.endpoint
        and t.booking_id is not distinct from s.booking_id;

    update data.push_subscriptions
    set customer_id = p_customer_id
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;
end;
$$;

comment on function private.move_browsers is 'Make the browsers of one customer another''s.';

grant execute on function private.move_browsers to holdfast_api;
