-- The number of the last event of a business that is published; 0 if there is none.

create function private.published_until(p_tenant_id uuid) returns bigint
    language sql stable
    set search_path = ''
as $$
    select coalesce(max(h.sequence), 0)
    from data.event_heads as h
    where h.tenant_id = p_tenant_id;
$$;

comment on function private.published_until is 'How far the events of a business are published.';

grant execute on function private.published_until to holdfast_api;
