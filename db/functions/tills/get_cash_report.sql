-- GET /v1/reports/cash
--
-- Owners and managers see what everybody took; staff what they took themselves, and the till.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN006  location-not-found
--             KV150  location-needed

create function api.get_cash_report(
    p_tenant_id uuid,
    p_date data.local_date,
    p_location_id uuid default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_location data.locations;
    v_from timestamptz;
    v_until timestamptz;
    v_currency text;
    v_rows api.takings[];
    v_opening bigint;
    v_moved bigint;
begin
    perform private.require_staff();
    v_location := private.till_of(p_tenant_id, p_location_id);
    v_from := p_date::timestamp at time zone v_location.time_zone;
    v_until := (p_date + 1)::timestamp at time zone v_location.time_zone;

    select currency
    into v_currency
    from data.tenants
    where tenant_id = p_tenant_id;

    select array_agg(row(
        t.kind,
        t.user_id,
        private.actor_names(p_tenant_id, array[t.user_id]) ->> t.user_id::text,
        t.payments,
        row(t.taken, v_currency)::api.money,
        row(t.given_back, v_currency)::api.money,
        row(t.taken - t.given_back, v_currency)::api.money
    )::api.takings order by t.kind, t.user_id)
    into v_rows
    from (
        select
            m.kind,
            m.created_by as user_id,
            count(*) filter (where m.amount_minor > 0)::integer as payments,
            coalesce(sum(m.amount_minor) filter (where m.amount_minor > 0), 0)::bigint as taken,
            coalesce(-sum(m.amount_minor) filter (where m.amount_minor < 0), 0)::bigint
                as given_back
        from private.movements(
            p_tenant_id, '{cash,card_terminal,bank_transfer}', p_date, p_date
        ) as m
        where
            m.location_id = v_location.location_id
            and m.journal_kind in (
                'payment.paid', 'payment.voided', 'refund.succeeded', 'refund.failed'
            )
            and (
                private.current_role_name() <> 'staff'
                or m.created_by = private.current_user_id()
            )
        group by m.kind, m.created_by
    ) as t;

    v_opening := private.cash_in(v_location, v_from);

    select coalesce(sum(m.amount_minor), 0)
    into v_moved
    from private.movements(p_tenant_id, '{cash}', p_date, p_date) as m
    where m.location_id = v_location.location_id;

    return to_jsonb(row(
        p_date,
        v_location.location_id,
        v_location.time_zone,
        row(v_opening, v_currency)::api.money,
        coalesce(v_rows, '{}'),
        '{}',
        row(v_opening + v_moved, v_currency)::api.money
    )::api.cash_report) || jsonb_build_object('movements', (
        select coalesce(jsonb_agg(private.cash_movement_json(c) order by c.movement_id), '[]')
        from data.cash_movements as c
        where
            c.tenant_id = p_tenant_id
            and c.location_id = v_location.location_id
            and c.created_at >= v_from
            and c.created_at < v_until
    ));
end;
$$;

comment on function api.get_cash_report is
    'What was taken on site on one day, and what should be in the till.

Without location_id it is the only location. Staff see what they took themselves.

Answers cash_report.';

alter function api.get_cash_report owner to holdfast_api;
grant execute on function api.get_cash_report to holdfast_web, holdfast_person;
