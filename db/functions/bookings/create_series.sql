-- POST /v1/tenants/{slug}/series
-- POST /v1/series
--
-- The application expands the rule, which is text, into what the clock on the wall shows each time
-- (p_local_starts); clients do not send that.
--
-- Fails with  KF002  tenant-suspended
--             KC040  series-conflict
--             KV003  idempotency-mismatch
--             KN002  service-not-found
--             KN005  resource-not-found
--             KN006  location-not-found
--             KN004  customer-not-found
--             KL001  too-many-holds
--             KV004  customer-invalid
--             KV050  series-too-long
--             KV051  not-the-first
--             KV052  zone-unclear

create function api.create_series(
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
    v_caller text;
    v_answer jsonb;
    v_made record;
begin
    if not v_as_customer then
        perform private.require_staff();
    end if;

    v_contact := private.contact_of(p_customer, v_as_customer);
    v_caller := 'guest:' || v_contact.email;
    v_answer := private.replay(p_tenant_id, v_caller);

    if v_answer is not null then
        return v_answer;
    end if;

    v_made := private.make_series(
        private.series_draft(p_tenant_id, p_service_id, p_starts_at::timestamptz, p_rrule, p_mode),
        v_contact, p_local_starts, p_resource_id, p_location_id, p_party_size, p_note, p_locale,
        v_as_customer, p_phone_e164
    );

    if not v_made.fits then
        perform private.refuse_series(v_made.occurrences);
    end if;

    v_answer := private.series_json(v_made.series, true) || jsonb_build_object(
        'skipped', private.conflicts_of(v_made.occurrences),
        'manage_token', private.manage_token(p_tenant_id, (v_made.series).series_id)
    );

    return private.remember(p_tenant_id, v_caller, v_answer);
end;
$$;

comment on function api.create_series is
    'Book a service again and again, by a rule, in one go.

Every occurrence is a booking of its own, at the same time on the wall where it takes place, whatever
the clocks do; starts_at is the first. The rule is one of RFC 5545 with FREQ=DAILY, WEEKLY, MONTHLY or
YEARLY, COUNT or UNTIL, and perhaps INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, WKST; it gives at
most 104 occurrences within three years.

If some cannot be had, all_or_nothing books none and answers 409 with each of them, why, and what is
free nearby. skip_conflicts books the others. propose_alternatives books the others too, so that
nobody takes them while you choose, and answers with what is free near those that are missing. If
none can be had, every mode answers 409.

Answers series.';

alter function api.create_series owner to holdfast_api;
grant execute on function api.create_series to holdfast_web, holdfast_person;
