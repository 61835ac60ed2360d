-- Deletes deliveries that came to an end before a moment, with what was heard of them since; so
-- many at most. Says how many there were. What is still to be told stays.

create function private.forget_deliveries(
    p_tenant_id uuid,
    p_before timestamptz,
    p_limit integer
) returns integer
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_count integer;
begin
    delete from data.deliveries as d
    using (
        select o.delivery_id
        from data.deliveries as o
        where o.tenant_id = p_tenant_id and o.settled_at < p_before
        order by o.settled_at
        limit p_limit
        for update skip locked
    ) as old
    where d.tenant_id = p_tenant_id and d.delivery_id = old.delivery_id;

    get diagnostics v_count = row_count;
    return v_count;
end;
$$;

comment on function private.forget_deliveries is
    'Delete deliveries that ended long ago; how many there were.';

alter function private.forget_deliveries owner to holdfast_eraser;
grant execute on function private.forget_deliveries to holdfast_api;
