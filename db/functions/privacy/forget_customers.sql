-- Erases customers who have not come, and have not waited, since a moment; so many at most. Says
-- how many there were. Of a person with several records all are looked at. No moment: nobody.

create function private.forget_customers(
    p_tenant_id uuid,
    p_before timestamptz,
    p_limit integer
) returns integer
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_count integer := 0;
    v_customer_id uuid;
begin
    for v_customer_id in
        select c.customer_id
        from data.customers as c
        where
            c.tenant_id = p_tenant_id
            and c.created_at < p_before
            and not exists (
                select
                from data.erasures as e
                where e.tenant_id = p_tenant_id and e.customer_id = c.customer_id
            )
            and private.last_seen(p_tenant_id, c.customer_id, c.created_at) < p_before
        order by c.customer_id
        limit p_limit
    loop
        perform private.erase_customer(p_tenant_id, v_customer_id, false, 'retention');
        v_count := v_count + 1;
    end loop;

    return v_count;
end;
$$;

comment on function private.forget_customers is
    'Erase customers who have not come for long; how many there were.';

grant execute on function private.forget_customers to holdfast_api;
