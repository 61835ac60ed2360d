-- GET /v1/payouts
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_payouts(
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
    perform private.require_role('owner', 'manager');

    select jsonb_agg(jsonb_build_object(
        'item', to_jsonb(private.payout_row(p)),
        'keys', jsonb_build_array(p.created_at, p.payout_id)
    ) order by p.created_at desc, p.payout_id desc)
    into v_rows
    from (
        select o.*
        from data.payouts as o
        where
            o.tenant_id = p_tenant_id
            and (
                v_after is null
                or (o.created_at, o.payout_id) < (v_after[1]::timestamptz, v_after[2]::uuid)
            )
        order by o.created_at desc, o.payout_id desc
        limit p_limit + 1
    ) as p;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_payouts is
    'What Stripe pays out to the bank, the newest first.

For owners and managers.

Answers a page of payout.';

alter function api.list_payouts owner to holdfast_api;
grant execute on function api.list_payouts to holdfast_web, holdfast_person;
