-- When a person last came to a business, or wanted to: with any of their records, which is no older
-- than p_since.

create function private.last_seen(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_since timestamptz
) returns timestamptz
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_ids constant uuid[] := private.same_person(p_tenant_id, p_customer_id);
begin
    return greatest(
        p_since,
        (
            select max(c.created_at)
            from data.customers as c
            where c.tenant_id = p_tenant_id and c.customer_id = any(v_ids)
        ),
        (
            select max(greatest(b.ends_at, b.created_at))
            from data.bookings as b
            where b.tenant_id = p_tenant_id and b.customer_id = any(v_ids)
        ),
        (
            select max(w.window_ends_at)
            from data.waitlist as w
            where w.tenant_id = p_tenant_id and w.customer_id = any(v_ids)
        )
    );
end;
$$;

comment on function private.last_seen is 'When a person last came to a business, or wanted to.';

grant execute on function private.last_seen to holdfast_api;
