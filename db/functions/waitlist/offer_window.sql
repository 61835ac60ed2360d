-- From when until when a start can be offered: customers' notice and horizon, and a few minutes
-- more, so that whoever waited has time to say yes.

create function private.offer_window(
    p_tenant_id uuid,
    p_offer private.offer,
    out earliest timestamptz,
    out latest timestamptz
)
    language sql stable
    set search_path = ''
as $$
    select
        w.earliest + least(make_interval(mins => t.offer_minutes), interval '5 minutes'),
        w.latest
    from data.tenants as t
    cross join lateral private.booking_window(p_offer, true) as w
    where t.tenant_id = p_tenant_id;
$$;

comment on function private.offer_window is 'From when until when a start can be offered.';

grant execute on function private.offer_window to holdfast_api;
