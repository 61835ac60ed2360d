-- GET /v1/customers
--
-- The newest first, which is the order of their ids and so of an index. What is searched for may
-- stand anywhere in a name, an e-mail address or a phone number, in any case; it is looked for as
-- it is, and not as a pattern. If it is a telephone number, the application says how the world
-- dials it (p_phone_e164), and whoever has that number is found however it was typed.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_customers(
    p_tenant_id uuid,
    p_q data.short_text default null,
    p_archived boolean default false,
    p_limit data.page_size default 50,
    p_cursor text default null,
    p_phone_e164 data.phone_e164 default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_rows jsonb;
begin
    perform private.require_staff();

    select jsonb_agg(jsonb_build_object(
        'item', private.customer_json(c),
        'keys', jsonb_build_array(c.customer_id)
    ) order by c.customer_id desc)
    into v_rows
    from (
        select k.*
        from data.customers as k
        where
            k.tenant_id = p_tenant_id
            and (k.archived_at is not null) = p_archived
            and k.merged_into is null
            and (
                p_q is null
                or strpos(lower(k.name), lower(p_q)) > 0
                or strpos(k.email, lower(p_q)) > 0
                or strpos(k.phone, p_q) > 0
                or k.phone_e164 = p_phone_e164
            )
            and (v_after is null or k.customer_id < v_after[1]::uuid)
        order by k.customer_id desc
        limit p_limit + 1
    ) as c;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_customers is
    'Customers, the newest first.

With q only those whose name, e-mail address or phone number has it in it; a whole number is found
however it is written. With archived those who were deleted.

Answers a page of customer.';

alter function api.list_customers owner to holdfast_api;
grant execute on function api.list_customers to holdfast_web, holdfast_person;
