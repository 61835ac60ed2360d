-- The one shape an entry has outside the database. Without the token that opens it.

create function private.waitlist_entry_json(p_entry data.waitlist) returns jsonb
    language sql stable parallel safe
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_entry).entry_id,
        s.status,
        (p_entry).service_id,
        (p_entry).resource_id,
        (p_entry).location_id,
        private.utc((p_entry).window_starts_at),
        private.utc((p_entry).window_ends_at),
        (p_entry).party_size,
        (p_entry).priority,
        row(
            (p_entry).customer_id,
            (p_entry).customer_name,
            (p_entry).customer_email,
            (p_entry).customer_phone
        )::api.contact,
        (p_entry).note,
        (p_entry).locale,
        null,
        null,
        private.utc((p_entry).joined_at)
    )::api.waitlist_entry) - 'manage_token' || jsonb_build_object(
        'booking', case
            when s.status in ('offered', 'accepted') then private.booking_json(s.booking)
        end
    )
    from (
        select b as booking, private.waitlist_status_of(p_entry, b) as status
        from (select) as one
        left join data.bookings as b
            on b.tenant_id = (p_entry).tenant_id and b.booking_id = (p_entry).booking_id
    ) as s;
$$;

comment on function private.waitlist_entry_json is 'An entry of the waitlist as clients see it.';

grant execute on function private.waitlist_entry_json to holdfast_api;
