-- GET /v1/disputes
--
-- The newest first.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_disputes(
    p_tenant_id uuid,
    p_status data.dispute_status default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_rows jsonb;
begin
    perform private.require_role('owner', 'manager');

    select jsonb_agg(jsonb_build_object(
        'item', to_jsonb(private.dispute_json(d)),
        'keys', jsonb_build_array(d.dispute_id)
    ) order by d.dispute_id desc)
    into v_rows
    from (
        select k.*
        from data.disputes as k
        where
            k.tenant_id = p_tenant_id
            and (p_status is null or k.status = p_status)
            and (v_after is null or k.dispute_id < v_after[1]::uuid)
        order by k.dispute_id desc
        limit p_limit + 1
    ) as d;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_disputes is
    'Payments that the banks of customers ask back, the newest first.

Until evidence_due_at the business can answer, in its account with Stripe.

Answers a page of dispute.';

alter function api.list_disputes owner to holdfast_api;
grant execute on function api.list_disputes to holdfast_web, holdfast_person;
