-- Two years of one business that is paid for p_visits visits: five postings each.

create procedure bench.earn(p_slug text, p_visits integer)
    language plpgsql
    set session_replication_role = 'replica'
as $$
begin
    perform set_config('request.claims', jsonb_build_object('tenant_id', tenant_id)::text, true)
    from data.tenants
    where slug = p_slug;

    create temporary table visits on commit drop as
    select
        t.tenant_id,
        bench.id() as booking_id,
        l.service_id,
        l.resource_id,
        r.location_id,
        bench.id() as paid_id,
        bench.id() as completed_id,
        now() - random() * interval '730 days' as paid_at
    from generate_series(1, p_visits) as n
    cross join data.tenants as t
    cross join (select count(*) as staff from bench.leads where slug = p_slug) as size
    join (
        select service_id, resource_id, row_number() over (order by k) - 1 as place
        from bench.leads
        where slug = p_slug
    ) as l on l.place = n % size.staff
    join data.resources as r on r.tenant_id = t.tenant_id and r.resource_id = l.resource_id
    where t.slug = p_slug;

    insert into data.journals (tenant_id, journal_id, kind, cause, object_id, occurred_at)
    select tenant_id, paid_id, 'payment.paid', 'payment.paid:' || paid_id, paid_id, paid_at
    from visits
    union all
    select
        tenant_id, completed_id, 'booking.completed', 'booking.completed:' || booking_id,
        booking_id, paid_at + interval '3 days'
    from visits;

    insert into data.postings (
        tenant_id, journal_id, line, account_id, amount_minor, unit,
        booking_id, service_id, resource_id, location_id
    )
    select
        v.tenant_id,
        case when p.line < 3 then v.paid_id else v.completed_id end,
        p.line,
        p.account_id,
        p.amount_minor,
        'EUR',
        v.booking_id,
        v.service_id,
        v.resource_id,
        v.location_id
    from visits as v
    cross join (
        select
            k.line,
            k.amount_minor,
            private.account_of(t.tenant_id, k.kind, null, 'EUR') as account_id
        from data.tenants as t
        cross join (
            values
            (1, 'stripe_balance', 4500),
            (2, 'deposits', -4500),
            (3, 'deposits', 4500),
            (4, 'revenue', -3689),
            (5, 'tax', -811)
        ) as k (line, kind, amount_minor)
        where t.slug = p_slug
    ) as p;

    drop table visits;
end;
$$;
