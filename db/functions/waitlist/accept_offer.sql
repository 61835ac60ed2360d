-- POST /v1/tenants/{slug}/waitlist/{id}/accept
-- POST /v1/waitlist/{id}/accept
--
-- The booking becomes what it would be had they just booked it. What is to be paid online stays
-- held, now until it is paid, as every unpaid booking. Nobody has two offers at once: what else
-- they wait for can be offered from now on.
--
-- Fails with  KF002  tenant-suspended
--             KN012  waitlist-entry-not-found
--             KC003  hold-expired
--             KC051  not-waiting
--             KV003  idempotency-mismatch
--             KV015  customer-limit-reached

create function api.accept_offer(p_tenant_id uuid, p_entry_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_as_customer constant boolean := private.is_guest();
    v_caller constant text := 'waitlist:' || p_entry_id;
    v_entry constant data.waitlist := private.require_waitlist_entry(p_tenant_id, p_entry_id);
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_offers private.offer[];
    v_booking data.bookings;
    v_freed_ids uuid[];
begin
    if v_answer is not null then
        return v_answer;
    end if;

    perform private.require_active(p_tenant_id);
    v_booking := private.require_offered(v_entry, false);
    -- In the order in which a move takes them: its turn, the customer, calendars, the booking.
    perform private.lock_resources(p_tenant_id, '{}', array[v_booking.booking_id]);

    if v_as_customer then
        v_offers := array(
            select o
            from private.offers(p_tenant_id, v_entry.service_id) as o
            where o.resource_id = v_booking.resource_id
        );

        if v_offers = '{}' then
            raise exception using
                errcode = 'KC051',
                message = 'This is not on offer any more.';
        end if;

        perform private.require_customer_limits(v_booking, v_offers);
    end if;

    v_freed_ids := private.lock_freed(p_tenant_id, '{}', array[v_booking.booking_id]);
    v_booking := private.require_offered(v_entry, true);

    if v_as_customer and (v_offers[1]).pay_online and v_booking.price_minor > 0 then
        v_booking := private.await_payment(
            v_booking, (v_offers[1]).hold, 'requires_payment'
        );
    elsif v_as_customer and v_booking.card_required then
        v_booking := private.await_payment(v_booking, (v_offers[1]).hold, 'none');
    else
        update data.bookings
        set
            status = case
                when v_as_customer and (v_offers[1]).needs_acceptance then 'pending'
                else 'confirmed'
            end,
            hold_expires_at = null,
            lapses_at = null,
            version = version + 1,
            updated_at = now()
        where tenant_id = p_tenant_id and booking_id = v_booking.booking_id
        returning * into v_booking;
    end if;

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    v_answer := private.answer_booking(v_booking) || jsonb_build_object(
        'manage_token', private.manage_token(p_tenant_id, v_booking.booking_id)
    );

    return private.remember(p_tenant_id, v_caller, v_answer);
end;
$$;

comment on function api.accept_offer is
    'Accept what is offered from the waitlist.

It becomes a booking like any other: confirmed, pending if the business has to accept it, or held
until it is paid.

Answers booking.';

alter function api.accept_offer owner to holdfast_api;
grant execute on function api.accept_offer to holdfast_web, holdfast_person;
