-- GET /v1/customers/{id}/points
-- GET /v1/tenants/{slug}/wallets/{id}/points
--
-- Fails with  KV002  cursor-unreadable
--             and what private.require_wallet says: KA001, KF001, KF170, KN004

create function api.list_points(
    p_tenant_id uuid,
    p_customer_id uuid,
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
    perform private.require_wallet(p_tenant_id, p_customer_id);

    select jsonb_agg(jsonb_build_object(
        'item', to_jsonb(row(
            m.journal_id, m.kind, m.points, m.booking_id, private.utc(m.occurred_at)
        )::api.points_move),
        'keys', jsonb_build_array(m.journal_id)
    ) order by m.journal_id desc)
    into v_rows
    from (
        select j.journal_id, j.kind, -p.amount_minor as points, p.booking_id, j.occurred_at
        from data.ledger_accounts as a
        join data.postings as p on p.tenant_id = a.tenant_id and p.account_id = a.account_id
        join data.journals as j on j.tenant_id = a.tenant_id and j.journal_id = p.journal_id
        where
            a.tenant_id = p_tenant_id
            and a.kind = 'loyalty_points'
            and a.subject_id = p_customer_id
            and (v_after is null or j.journal_id < v_after[1]::uuid)
        order by j.journal_id desc
        limit p_limit + 1
    ) as m;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_points is
    'What moved a customer''s points, the latest first.

Answers a page of points_move.';

alter function api.list_points owner to holdfast_api;
grant execute on function api.list_points to holdfast_web, holdfast_person;
