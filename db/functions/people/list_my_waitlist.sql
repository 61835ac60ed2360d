-- GET /v1/me/waitlist
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KV002  cursor-unreadable

create function api.list_my_waitlist(
    p_tenant_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_business private.my_business;
    v_customer_id uuid;
    v_claims jsonb;
    v_rows jsonb := '[]';
begin
    foreach v_business in array private.my_businesses() loop
        v_claims := v_business.claims;
        v_customer_id := private.visit_business(v_business);
        v_rows := v_rows || coalesce((
            select jsonb_agg(jsonb_build_object(
                'item', private.as_mine(private.waitlist_entry_json(w), v_business),
                'keys', jsonb_build_array(w.entry_id)
            ))
            from (
                select k.*
                from data.waitlist as k
                where
                    k.tenant_id = v_business.tenant_id
                    and k.customer_id = v_customer_id
                    and (v_after is null or k.entry_id < v_after[1]::uuid)
                order by k.entry_id desc
                limit p_limit + 1
            ) as w
        ), '[]');
    end loop;

    perform private.begin_claims(coalesce(v_claims, private.current_claims()), false);

    return private.page_json((
        select coalesce(jsonb_agg(r.found order by r.entry_id desc), '[]')
        from (
            select f.found, (f.found -> 'keys' ->> 0)::uuid as entry_id
            from jsonb_array_elements(v_rows) as f (found)
            order by 2 desc
            limit p_limit + 1
        ) as r
    ), p_limit);
end;
$$;

comment on function api.list_my_waitlist is
    'What you wait for, in every business: the newest first.

Answers a page of my_waitlist_entry.';

alter function api.list_my_waitlist owner to holdfast_api;
grant execute on function api.list_my_waitlist to holdfast_web, holdfast_person;
