-- The one shape a service has outside the database. Whoever is archived takes no part in it any
-- more, and customers see the leads that are public, but not what else it needs.

create function private.service_json(p_service data.services) returns jsonb
    language sql stable parallel safe
begin atomic
    with parts as materialized (
        select
            q.position,
            q.quantity,
            c.resource_id,
            r.location_id,
            c.duration_minutes,
            c.price_minor
        from data.requirements as q
        left join (
            data.candidates as c
            join data.resources as r
                on
                    r.tenant_id = (p_service).tenant_id
                    and r.resource_id = c.resource_id
                    and r.archived_at is null
                    and r.left_at is null
                    and (r.is_public or not private.is_guest())
        )
            on
                c.tenant_id = (p_service).tenant_id
                and c.service_id = q.service_id
                and c.position = q.position
        where q.tenant_id = (p_service).tenant_id and q.service_id = (p_service).service_id
    )

    select to_jsonb(row(
        (p_service).service_id,
        (p_service).name,
        (p_service).description,
        (p_service).category,
        (p_service).duration_minutes,
        (p_service).buffer_before_minutes,
        (p_service).buffer_after_minutes,
        row((p_service).price_minor, t.currency)::api.money,
        row((p_service).deposit_minor, t.currency)::api.money,
        (p_service).pay_online,
        (p_service).capacity,
        (p_service).needs_acceptance,
        (p_service).slot_minutes,
        (p_service).notice_minutes,
        (p_service).horizon_days,
        (p_service).max_per_day,
        (p_service).is_public,
        (p_service).refund_policy,
        (p_service).card_required,
        (p_service).tax_basis_points,
        array(
            select private.taxed_price(p_service, l, t.currency)
            from data.locations as l
            where
                l.tenant_id = (p_service).tenant_id
                and (p_service).price_minor > 0
                and coalesce((p_service).tax_basis_points, l.tax_basis_points) > 0
                and l.location_id in (
                    select p.location_id
                    from parts as p
                    where p.position = 1
                )
            order by l.location_id
        ),
        array(
            select p.resource_id
            from parts as p
            where p.position = 1 and p.resource_id is not null
            order by p.resource_id
        ),
        array(
            select row(
                p.resource_id,
                p.duration_minutes,
                case
                    when p.price_minor is not null
                        then row(p.price_minor, t.currency)::api.money
                end
            )::api.lead_terms
            from parts as p
            where p.position = 1 and coalesce(p.duration_minutes, p.price_minor) is not null
            order by p.resource_id
        ),
        case when not private.is_guest() then array(
            select row(
                p.position,
                p.quantity,
                coalesce(
                    array_agg(p.resource_id order by p.resource_id)
                    filter (where p.resource_id is not null),
                    '{}'
                )
            )::api.requirement
            from parts as p
            group by p.position, p.quantity
            order by p.position
        ) end
    )::api.service)
    from data.tenants as t
    where t.tenant_id = (p_service).tenant_id;
end;

comment on function private.service_json is 'A service as whoever asks sees it.';

grant execute on function private.service_json to holdfast_api;
