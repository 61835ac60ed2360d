-- GET /v1/customers/duplicates
--
-- A suspicion and no more: a family shares a telephone, and there are two of every name. Records
-- with one name are suspected if one of them has no e-mail address, as when the staff wrote
-- somebody down who booked by themselves later, and nothing speaks against it; those with one
-- number are suspected for that already.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_duplicates(
    p_tenant_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 2);
    v_rows jsonb;
begin
    perform private.require_staff();

    with known as (
        select c as customer, c.*, lower(regexp_replace(btrim(c.name), '\s+', ' ', 'g')) as plain_name
        from data.customers as c
        where c.tenant_id = p_tenant_id and c.merged_into is null and c.archived_at is null
    ),

    alike as (
        select
            'phone' as reason,
            k.phone_e164::text as shared,
            array_agg(k.customer order by k.customer_id) as customers
        from known as k
        where k.phone_e164 is not null
        group by k.phone_e164
        having count(*) > 1

        union all

        select 'name', k.plain_name, array_agg(k.customer order by k.customer_id)
        from known as k
        group by k.plain_name
        having
            count(*) > 1
            and bool_or(k.email is null)
            and count(distinct k.phone_e164) <= 1
            and count(k.phone_e164) < count(*)
    )

    select jsonb_agg(jsonb_build_object(
        'item', jsonb_build_object(
            'reason', a.reason,
            'customers', (
                select jsonb_agg(private.customer_json(c) order by c.customer_id)
                from unnest(a.customers) as c
            )
        ),
        'keys', jsonb_build_array(a.reason, a.shared)
    ) order by a.reason desc, a.shared)
    into v_rows
    from (
        select *
        from alike
        where
            v_after is null
            or reason < v_after[1]
            or reason = v_after[1] and shared > v_after[2]
        order by reason desc, shared
        limit p_limit + 1
    ) as a;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_duplicates is
    'Customers who may be one person: first by telephone number, then by name.

Only the staff can tell; see POST /v1/customers/{customer_id}/merge.

Answers a page of duplicate.';

alter function api.list_duplicates owner to holdfast_api;
grant execute on function api.list_duplicates to holdfast_web, holdfast_person;
