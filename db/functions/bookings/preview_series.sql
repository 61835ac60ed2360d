-- POST /v1/tenants/{slug}/series/preview
-- POST /v1/series/preview
--
-- Books it, looks, and takes everything back: so it cannot but agree with what booking would do.
--
-- Fails with  KF002  tenant-suspended
--             KN002  service-not-found
--             KN005  resource-not-found
--             KN006  location-not-found
--             KN004  customer-not-found
--             KL001  too-many-holds
--             KV004  customer-invalid
--             KV050  series-too-long
--             KV051  not-the-first
--             KV052  zone-unclear

create function api.preview_series(
    p_tenant_id uuid,
    p_service_id uuid,
    p_starts_at data.instant,
    p_rrule data.recurrence_rule,
    p_customer jsonb,
    p_mode data.series_mode default 'all_or_nothing',
    p_resource_id uuid default null,
    p_location_id uuid default null,
    p_party_size data.seat_count default 1,
    p_note data.long_text default null,
    p_locale data.locale_tag default null,
    p_local_starts timestamp[] default null,
    p_phone_e164 data.phone_e164 default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_as_customer constant boolean := private.is_guest();
    v_contact api.contact;
    v_made record;
begin
    if not v_as_customer then
        perform private.require_staff();
    end if;

    v_contact := private.contact_of(p_customer, v_as_customer);

    begin
        v_made := private.make_series(
            private.series_draft(p_tenant_id, p_service_id, p_starts_at::timestamptz, p_rrule, p_mode),
            v_contact, p_local_starts, p_resource_id, p_location_id, p_party_size, p_note, p_locale,
            v_as_customer, p_phone_e164
        );
        raise exception 'This was a preview.';
    exception
        when raise_exception then
            -- What was written is gone, and with it the locks; what was found out stays.
            null;
    end;

    return jsonb_build_object(
        'time_zone', (v_made.series).time_zone,
        'bookable', v_made.fits,
        'total', (
            select to_jsonb(row(
                coalesce(sum((o.occurrence -> 'price' ->> 'amount')::bigint), 0), t.currency
            )::api.money)
            from data.tenants as t
            left join jsonb_array_elements(v_made.occurrences) as o (occurrence) on true
            where t.tenant_id = p_tenant_id
            group by t.currency
        ),
        'occurrences', v_made.occurrences
    );
end;
$$;

comment on function api.preview_series is
    'What would become of a series if it were booked now; nothing is booked.

Takes what booking it takes, and says for every occurrence whether it can be had, why not, and what
is free nearby.

Answers series_preview.';

alter function api.preview_series owner to holdfast_api;
grant execute on function api.preview_series to holdfast_web, holdfast_person;
