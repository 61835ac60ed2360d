-- Writes down that a customer consented to something, perhaps with a booking.

create function private.add_consent(p_consent data.consents) returns data.consents
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_consent data.consents;
begin
    insert into data.consents (
        tenant_id, customer_id, booking_id, purpose, wording, locale, source, recorded_by
    )
    select
        p_consent.tenant_id, p_consent.customer_id, p_consent.booking_id, p_consent.purpose,
        p_consent.wording, coalesce(p_consent.locale, t.locale), p_consent.source,
        p_consent.recorded_by
    from data.tenants as t
    where t.tenant_id = p_consent.tenant_id
    returning * into v_consent;

    return v_consent;
end;
$$;

comment on function private.add_consent is 'Write down a consent.';

grant execute on function private.add_consent to holdfast_api;
