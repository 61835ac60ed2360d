-- A page of what a customer consented to, or of that with one booking, the latest first.

create function private.consents_page(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_booking_id uuid,
    p_limit integer,
    p_cursor text
) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_rows jsonb;
begin
    select jsonb_agg(jsonb_build_object(
        'item', private.consent_json(c),
        'keys', jsonb_build_array(c.consent_id)
    ) order by c.consent_id desc)
    into v_rows
    from (
        select k.*
        from data.consents as k
        where
            k.tenant_id = p_tenant_id
            and k.customer_id = p_customer_id
            and (p_booking_id is null or k.booking_id = p_booking_id)
            and (v_after is null or k.consent_id < v_after[1]::uuid)
        order by k.consent_id desc
        limit p_limit + 1
    ) as c;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function private.consents_page is 'A page of consents.';

grant execute on function private.consents_page to holdfast_api;
