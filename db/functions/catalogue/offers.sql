-- What a service is when a given resource leads it: the service's terms, the lead's own where it
-- has any, the tenant's for the rest. One row for each lead that may take it.
--
-- Everything that searches, explains or books starts from here, so that they cannot disagree.

create function private.offers(p_tenant_id uuid, p_service_id uuid)
returns setof private.offer
    language sql stable parallel safe
begin atomic
    select
        s.service_id,
        c.resource_id,
        r.location_id,
        l.time_zone,
        make_interval(mins => coalesce(c.duration_minutes, s.duration_minutes)),
        make_interval(mins => s.buffer_before_minutes),
        make_interval(mins => s.buffer_after_minutes),
        make_interval(mins => coalesce(s.slot_minutes, t.slot_minutes)),
        make_interval(mins => coalesce(s.notice_minutes, t.notice_minutes)),
        make_interval(days => coalesce(s.horizon_days, t.horizon_days)),
        coalesce(c.price_minor, s.price_minor),
        least(s.deposit_minor, coalesce(c.price_minor, s.price_minor)),
        t.currency,
        s.capacity,
        r.seats,
        r.max_party_size,
        r.max_per_day,
        s.max_per_day,
        t.max_per_customer_per_day,
        -- Who cannot be paid online is paid on site: nothing is held that nobody can pay for.
        s.pay_online and exists (
            select
            from data.payment_accounts as a
            where a.tenant_id = p_tenant_id and a.charges_enabled
        ),
        s.needs_acceptance,
        make_interval(mins => t.hold_minutes),
        t.max_live_holds,
        t.cancel_window_minutes,
        t.reschedule_window_minutes,
        t.locale,
        s.is_public and r.is_public,
        (
            select count(*)::integer
            from data.requirements as q
            where
                q.tenant_id = p_tenant_id
                and q.service_id = p_service_id
                and q.position > 1
        ),
        r.person_id,
        coalesce(s.refund_policy, t.refund_policy),
        s.card_required,
        coalesce(s.tax_basis_points, l.tax_basis_points),
        l.tax_is_inclusive
    from data.services as s
    join data.tenants as t on t.tenant_id = p_tenant_id
    join data.candidates as c
        on c.tenant_id = p_tenant_id and c.service_id = s.service_id and c.position = 1
    join data.resources as r
        on r.tenant_id = p_tenant_id and r.resource_id = c.resource_id
    -- Once the lead is known. Joined plainly it may come first, and everybody who works there be
    -- looked at for each lead.
    cross join lateral (
        select
            k.location_id, k.time_zone, k.archived_at, k.tax_basis_points, k.tax_is_inclusive
        from data.locations as k
        where k.tenant_id = p_tenant_id and k.location_id = r.location_id
        offset 0 -- noqa: AM09
    ) as l
    where
        s.tenant_id = p_tenant_id
        and s.service_id = p_service_id
        and s.archived_at is null
        and r.archived_at is null
        and r.left_at is null
        and l.archived_at is null;
end;

comment on function private.offers is 'The terms of a service, for each resource that may lead it.';

grant execute on function private.offers to holdfast_api;
