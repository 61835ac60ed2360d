-- The next number of a series of documents. Its row is locked until the transaction is through, so
-- that whoever comes meanwhile waits, and takes the one after it, or the same if nothing came of
-- it. Take it last: everybody else who issues something waits.
--
-- The day is that of the moment, and not of the beginning of the transaction, and never before that
-- of the number before: numbers and days are in one order.

create function private.take_number(p_tenant_id uuid, p_series text)
returns data.invoice_counters
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_counter data.invoice_counters;
    v_today date;
begin
    select (clock_timestamp() at time zone t.time_zone::text)::date
    into v_today
    from data.tenants as t
    where t.tenant_id = p_tenant_id;

    insert into data.invoice_counters as c (
        tenant_id, series, year, last_number, last_issued_on
    )
    values (p_tenant_id, p_series, extract(year from v_today), 1, v_today)
    on conflict on constraint invoice_counters_pkey do update
    set
        last_number = c.last_number + 1,
        last_issued_on = greatest(c.last_issued_on, excluded.last_issued_on)
    returning * into v_counter;

    return v_counter;
end;
$$;

comment on function private.take_number is 'The next number of a series of documents.';

grant execute on function private.take_number to holdfast_api;
