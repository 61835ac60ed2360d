-- A month of a business, on its own clock: from its first moment to the first of the next. It is
-- closed or not.

create function private.month_of(p_tenant_id uuid, p_first date) returns data.closed_months
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_month data.closed_months;
begin
    select *
    into v_month
    from data.closed_months
    where tenant_id = p_tenant_id and month = p_first;

    if not found then
        select
            p_tenant_id,
            p_first,
            p_first::timestamp at time zone t.time_zone::text,
            (p_first + interval '1 month') at time zone t.time_zone::text,
            null,
            null
        into v_month
        from data.tenants as t
        where t.tenant_id = p_tenant_id;
    end if;

    return v_month;
end;
$$;

comment on function private.month_of is 'A month of a business, closed or not.';

grant execute on function private.month_of to holdfast_api;
