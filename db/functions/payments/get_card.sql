-- GET /v1/tenants/{slug}/bookings/{id}/card
-- GET /v1/bookings/{id}/card
--
-- Fails with  KN003  booking-not-found
--             KN130  card-not-found

create function api.get_card(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_card constant data.cards := private.card_of(
        private.require_booking(p_tenant_id, p_booking_id, false)
    );
begin
    if v_card.card_id is null then
        raise exception using
            errcode = 'KN130',
            message = 'There is no card for this booking.';
    end if;

    return to_jsonb(row(
        v_card.card_id, v_card.brand, v_card.last4, v_card.exp_month, v_card.exp_year,
        private.utc(v_card.created_at)
    )::api.card);
end;
$$;

comment on function api.get_card is
    'The card that a fee of a booking would be charged to.

Answers card.';

alter function api.get_card owner to holdfast_api;
grant execute on function api.get_card to holdfast_web, holdfast_person;
