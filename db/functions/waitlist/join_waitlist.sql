-- POST /v1/tenants/{slug}/waitlist
-- POST /v1/waitlist
--
-- Whoever joins has the waitlist to themselves for that moment: what becomes free is either free by
-- now, and they are told to book it, or will be offered to them (private.waitlist_key).
--
-- Fails with  KF002  tenant-suspended
--             KN002  service-not-found
--             KN005  resource-not-found
--             KN006  location-not-found
--             KN004  customer-not-found
--             KC050  slots-free
--             KC052  already-waiting
--             KV003  idempotency-mismatch
--             KV004  customer-invalid
--             KV014  party-too-large
--             KV060  window-invalid

create function api.join_waitlist(
    p_tenant_id uuid,
    p_service_id uuid,
    p_from data.date_or_instant,
    p_to data.date_or_instant,
    p_customer jsonb,
    p_resource_id uuid default null,
    p_location_id uuid default null,
    p_party_size data.seat_count default 1,
    p_note data.long_text default null,
    p_locale data.locale_tag default null,
    p_phone_e164 data.phone_e164 default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_as_customer constant boolean := private.current_role_name() = 'guest';
    v_contact api.contact;
    v_caller text;
    v_answer jsonb;
    v_offers private.offer[];
    v_customer data.customers;
    v_window record;
    v_entry data.waitlist;
begin
    if v_as_customer is distinct from true then
        perform private.require_staff();
    end if;

    v_contact := private.contact_of(p_customer, v_as_customer);
    v_caller := 'guest:' || v_contact.email;
    v_answer := private.replay(p_tenant_id, v_caller);

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.require_active(p_tenant_id);
    v_offers := private.offers_for(
        p_tenant_id, p_service_id, p_resource_id, p_location_id, v_as_customer
    );
    v_window := private.window_of(p_from, p_to, v_offers[1]);

    if p_party_size > all(
        select coalesce(case when (o).capacity > 1 then (o).capacity end, (o).max_party_size, 500)
        from unnest(v_offers) as o
    ) then
        raise exception using
            errcode = 'KV014',
            message = 'There is no room for a party of that size.',
            column = 'party_size';
    end if;

    v_customer := private.customer_for(
        p_tenant_id, v_contact, coalesce(p_locale, (v_offers[1]).locale), p_phone_e164
    );

    v_entry.tenant_id := p_tenant_id;
    v_entry.service_id := p_service_id;
    v_entry.resource_id := p_resource_id;
    v_entry.location_id := p_location_id;
    v_entry.customer_id := v_customer.customer_id;
    v_entry.party_size := p_party_size;
    v_entry.window_starts_at := v_window.starts_at;
    v_entry.window_ends_at := v_window.ends_at;

    perform pg_advisory_xact_lock(private.waitlist_key(p_tenant_id));
    perform private.end_passed(p_tenant_id);
    -- What they let lapse is over for them too, also where no sweep has come by.
    perform private.end_holds(p_tenant_id, array(
        select booking_id
        from data.waitlist
        where
            tenant_id = p_tenant_id
            and customer_id = v_customer.customer_id
            and status = 'offered'
    ));
    perform private.require_nothing_free(v_entry, v_offers);

    insert into data.waitlist (
        tenant_id, service_id, resource_id, location_id, customer_id, party_size,
        window_starts_at, window_ends_at, customer_name, customer_email, customer_phone,
        note, locale, created_by
    )
    values (
        p_tenant_id, p_service_id, p_resource_id, p_location_id, v_customer.customer_id,
        p_party_size, v_window.starts_at, v_window.ends_at,
        coalesce(v_contact.name, v_customer.name),
        coalesce(v_contact.email, v_customer.email),
        coalesce(v_contact.phone, case when v_contact.id is not null then v_customer.phone end),
        p_note, coalesce(p_locale, (v_offers[1]).locale), private.current_user_id()
    )
    on conflict (tenant_id, customer_id, service_id)
    where status in ('waiting', 'offered')
    do nothing
    returning * into v_entry;

    if not found then
        raise exception using
            errcode = 'KC052',
            message = 'They wait for this already: that entry can be left, or changed by staff.',
            column = 'customer';
    end if;

    perform private.keep_for_handing_on(v_entry);
    v_answer := private.waitlist_entry_json(v_entry) || jsonb_build_object(
        'manage_token', private.manage_token(p_tenant_id, v_entry.entry_id)
    );

    return private.remember(p_tenant_id, v_caller, v_answer);
end;
$$;

comment on function api.join_waitlist is
    'Wait for a time to become free.

from and to are moments, or local dates with the last one included; the visit begins within them.
As soon as something becomes free that suits, it is held for whoever comes first of those who wait,
with a deadline to accept it. If something is free already, it is refused with 409 slots-free and
up to five of those slots.

Answers waitlist_entry.';

alter function api.join_waitlist owner to holdfast_api;
grant execute on function api.join_waitlist to holdfast_web, holdfast_person;
