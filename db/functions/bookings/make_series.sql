-- Makes a series with a booking for each occurrence that can be had, and says for every one whether
-- it can and, if not and the mode asks for it, what could be had instead. If less is to be had than
-- the mode asks for, fits is false, and what was written is the caller's to undo.
--
-- All calendars of all occurrences are locked at once, before the first is looked at.
--
-- Fails with  KF002  tenant-suspended
--             KN002  service-not-found
--             KN005  resource-not-found
--             KN006  location-not-found
--             KN004  customer-not-found
--             KL001  too-many-holds
--             and what private.series_starts says: KV050, KV051, KV052

create function private.make_series(
    p_draft data.series,
    p_contact api.contact,
    p_local_starts timestamp[],
    p_resource_id uuid,
    p_location_id uuid,
    p_party_size integer,
    p_note text,
    p_locale text,
    p_as_customer boolean,
    p_phone_e164 text,
    out series data.series,
    out occurrences jsonb,
    out fits boolean
)
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_offers constant private.offer[] := private.offers_for(
        p_draft.tenant_id, p_draft.service_id, p_resource_id, p_location_id, p_as_customer
    );
    v_starts constant timestamptz[] := private.series_starts(
        v_offers, p_draft.starts_at, p_local_starts
    );
    v_calendars record;
    v_booking data.bookings;
    v_n integer;
begin
    v_booking := private.draft_booking(
        p_draft.tenant_id, p_contact, coalesce(p_locale, v_offers[1].locale), p_as_customer,
        p_phone_e164
    );
    v_booking.service_id := p_draft.service_id;
    v_booking.series_id := uuidv7();
    v_booking.any_resource := p_resource_id is null;
    v_booking.party_size := p_party_size;
    v_booking.note := p_note;

    insert into data.series (
        tenant_id, series_id, service_id, customer_id, rrule, starts_at, time_zone, mode, created_by
    )
    values (
        p_draft.tenant_id, v_booking.series_id, p_draft.service_id, v_booking.customer_id,
        p_draft.rrule, p_draft.starts_at, v_offers[1].time_zone, p_draft.mode, v_booking.created_by
    );

    if p_as_customer then
        perform private.lock_customer(p_draft.tenant_id, v_booking.customer_id);
        perform private.share_waitlist(p_draft.tenant_id);
    end if;

    v_calendars := private.calendars_of(v_booking, v_offers);
    perform private.lock_resources(
        p_draft.tenant_id, v_calendars.shared_ids, v_calendars.exclusive_ids
    );

    occurrences := '[]';

    for v_n in 1..cardinality(v_starts) loop
        v_booking.booking_id := uuidv7();
        v_booking.starts_at := v_starts[v_n];
        occurrences := occurrences
            || private.book_occurrence(v_booking, v_offers, p_as_customer);
    end loop;

    fits := private.fits_mode(occurrences, p_draft.mode);

    if not fits or p_draft.mode <> 'skip_conflicts' then
        v_booking.booking_id := uuidv7();

        foreach v_n in array private.conflicts_to_solve(occurrences) loop
            v_booking.starts_at := v_starts[v_n];
            occurrences := jsonb_set(occurrences, array[(v_n - 1)::text], private.propose(
                occurrences -> (v_n - 1), v_booking, v_offers, p_as_customer
            ));
        end loop;
    end if;

    update data.series as s
    set skipped = (
        -- What is free nearby will not stay so.
        select coalesce(jsonb_agg(c.conflict || '{"alternatives": []}' order by c.n), '[]')
        from jsonb_array_elements(private.conflicts_of(occurrences))
            with ordinality as c (conflict, n)
    )
    where s.tenant_id = p_draft.tenant_id and s.series_id = v_booking.series_id
    returning s.* into series;
end;
$$;

comment on function private.make_series is 'Make a series, and say what became of each occurrence.';

grant execute on function private.make_series to holdfast_api;
