-- Ends a consent of a customer, or of one booking of theirs. One that was withdrawn stays so, and
-- says when.
--
-- Fails with  KN029  consent-not-found

create function private.end_consent(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_booking_id uuid,
    p_consent_id uuid
) returns data.consents
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_consent data.consents;
begin
    update data.consents
    set withdrawn_at = coalesce(withdrawn_at, now())
    where
        tenant_id = p_tenant_id
        and customer_id = p_customer_id
        and (p_booking_id is null or booking_id = p_booking_id)
        and consent_id = p_consent_id
    returning * into v_consent;

    if not found then
        raise exception using
            errcode = 'KN029',
            message = 'There is no such consent.';
    end if;

    return v_consent;
end;
$$;

comment on function private.end_consent is 'End a consent.';

grant execute on function private.end_consent to holdfast_api;
