-- GET /v1/commissions
--
-- From the ledger, the newest first. Days are local: to the place of the visit, or to the business.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable
--             KV153  period-invalid

create function api.list_commissions(
    p_tenant_id uuid,
    p_from data.local_date,
    p_to data.local_date,
    p_resource_id uuid default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 3);
    v_own_ids uuid[];
    v_rows jsonb;
begin
    perform private.require_staff();
    perform private.require_period(p_from, p_to);
    v_own_ids := private.own_resources(p_tenant_id);

    select jsonb_agg(jsonb_build_object(
        'item', to_jsonb(row(
            m.journal_id,
            case m.journal_kind
                when 'booking.completed' then 'earned'
                when 'commission.settled' then 'settled'
                else 'reversed'
            end,
            m.subject_id,
            m.booking_id,
            case when m.booking_id is not null then m.service_id end,
            row(-m.amount_minor, m.unit)::api.money,
            private.utc(m.occurred_at)
        )::api.commission),
        'keys', jsonb_build_array(m.occurred_at, m.journal_id, m.line)
    ) order by m.occurred_at desc, m.journal_id desc, m.line desc)
    into v_rows
    from (
        select k.*
        from private.movements(p_tenant_id, '{commission_payable}', p_from, p_to) as k
        where
            (p_resource_id is null or k.subject_id = p_resource_id)
            and (v_own_ids is null or k.subject_id = any(v_own_ids))
            and (
                v_after is null
                or (k.occurred_at, k.journal_id, k.line)
                < (v_after[1]::timestamptz, v_after[2]::uuid, v_after[3]::integer)
            )
        order by k.occurred_at desc, k.journal_id desc, k.line desc
        limit p_limit + 1
    ) as m;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_commissions is
    'What staff earned by commission from one day to another, both included: their own for staff.

Answers a page of commission.';

alter function api.list_commissions owner to holdfast_api;
grant execute on function api.list_commissions to holdfast_web, holdfast_person;
