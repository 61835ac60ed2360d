-- What is said of a booking to whoever is told of it, as things stand now: facts, which the ways
-- out put into words (app/letters.py). Null if there is no such booking.
--
-- What it was before is not here: whoever tells of a move knows it (previously, in the delivery).

create function private.notice_words(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select jsonb_build_object(
        'business', t.name,
        'slug', t.slug,
        'tenant_locale', t.locale,
        'service', s.name,
        'resource', r.name,
        'staff', case when r.kind = 'staff' then r.name end,
        'starts_at', private.utc(b.starts_at),
        'ends_at', private.utc(b.ends_at),
        'time_zone', b.time_zone,
        'location', l.name,
        'address', l.address,
        'customer_name', b.customer_name,
        'locale', coalesce(c.locale, b.locale),
        'party_size', b.party_size,
        'price', to_jsonb(row(b.price_minor, b.currency)::api.money),
        'deposit', to_jsonb(row(b.deposit_minor, b.currency)::api.money),
        'status', private.status_of(b),
        'payment_status', b.payment_status,
        'booking_id', b.booking_id,
        'version', b.version,
        'manage_token', private.manage_token(p_tenant_id, b.booking_id),
        'cancel_until', (
            -- A moment that is over is no news.
            select private.utc(u.cancel_until)
            from (
                select b.starts_at - make_interval(mins => b.cancel_window_minutes)
            ) as u (cancel_until)
            where u.cancel_until > now()
        ),
        'lapses_at', private.utc(private.lapses_at(b))
    )
    from data.bookings as b
    join data.tenants as t on t.tenant_id = p_tenant_id
    join data.services as s on s.tenant_id = p_tenant_id and s.service_id = b.service_id
    join data.resources as r on r.tenant_id = p_tenant_id and r.resource_id = b.resource_id
    join data.locations as l on l.tenant_id = p_tenant_id and l.location_id = b.location_id
    join data.customers as c on c.tenant_id = p_tenant_id and c.customer_id = b.customer_id
    where b.tenant_id = p_tenant_id and b.booking_id = p_booking_id;
$$;

comment on function private.notice_words is 'What is said of a booking to whoever is told of it.';

grant execute on function private.notice_words to holdfast_api;
