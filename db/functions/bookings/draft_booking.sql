-- A booking for somebody, before it is said what and when. Their record is found, or made. The
-- status of a customer's is left open until it is known who takes it (private.on_terms).
--
-- Fails with  KF002  tenant-suspended
--             KF160  subscription-lapsed
--             KC160  plan-limit-reached
--             KN004  customer-not-found

create function private.draft_booking(
    p_tenant_id uuid,
    p_contact api.contact,
    p_locale text,
    p_as_customer boolean,
    p_phone_e164 text
) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_customer data.customers;
    v_booking data.bookings;
begin
    perform private.require_active(p_tenant_id);
    perform private.begin_counting_bookings(p_tenant_id);
    v_customer := private.customer_for(p_tenant_id, p_contact, p_locale, p_phone_e164);
    v_booking.tenant_id := p_tenant_id;
    v_booking.booking_id := uuidv7();
    v_booking.version := 1;
    v_booking.status := case when not p_as_customer then 'confirmed' end;
    v_booking.payment_status := 'none';
    v_booking.customer_id := v_customer.customer_id;
    v_booking.customer_name := coalesce(p_contact.name, v_customer.name);
    v_booking.customer_email := coalesce(p_contact.email, v_customer.email);
    v_booking.customer_phone := coalesce(p_contact.phone, case
        when p_contact.id is not null then v_customer.phone
    end);
    v_booking.locale := p_locale;
    v_booking.created_by := private.current_user_id();
    v_booking.created_at := now();
    v_booking.updated_at := now();

    return v_booking;
end;
$$;

comment on function private.draft_booking is 'A booking for somebody, before what and when.';

grant execute on function private.draft_booking to holdfast_api;
