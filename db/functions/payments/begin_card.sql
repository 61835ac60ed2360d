-- POST /v1/tenants/{slug}/bookings/{id}/card
-- POST /v1/bookings/{id}/card
--
-- The card is written down before Stripe is asked, and its id is what Stripe is asked by: who asks
-- again gets the same page. What clients are told is what api.note_card answers.
--
-- Fails with  KN003  booking-not-found
--             KP001  version-conflict
--             KC002  wrong-state
--             KC003  hold-expired
--             KC121  payments-unavailable
--             KV003  idempotency-mismatch

create function api.begin_card(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'booking:' || p_booking_id;
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_booking data.bookings;
    v_account data.payment_accounts;
    v_card data.cards;
begin
    v_booking := private.require_booking(p_tenant_id, p_booking_id, v_answer is null);

    if v_answer is not null then
        return v_answer;
    end if;

    v_account := private.require_payment_account(p_tenant_id);
    perform private.require_card_wanted(v_booking);

    update data.cards
    set status = 'failed'
    where
        tenant_id = p_tenant_id
        and booking_id = p_booking_id
        and status = 'pending'
        and (
            session_expires_at < clock_timestamp() + interval '2 minutes'
            or account_id <> v_account.account_id
        );

    select *
    into v_card
    from data.cards
    where tenant_id = p_tenant_id and booking_id = p_booking_id and status = 'pending';

    if not found then
        insert into data.cards (
            tenant_id, customer_id, booking_id, account_id, session_expires_at
        )
        values (
            -- Stripe wants half an hour at least, which outlives most holds.
            p_tenant_id, v_booking.customer_id, p_booking_id, v_account.account_id,
            date_trunc('second', greatest(private.lapses_at(v_booking), clock_timestamp()))
            + interval '31 minutes'
        )
        returning * into v_card;

        perform private.link_stripe(
            p_tenant_id, v_card.card_id::text, 'card', v_card.card_id
        );
    end if;

    return private.remember(p_tenant_id, v_caller, to_jsonb(row(
        p_tenant_id,
        v_card.card_id,
        case when v_card.session_url is not null then row(
            v_card.session_id,
            v_card.session_url,
            extract(epoch from v_card.session_expires_at)
        )::private.checkout_session end,
        v_card.account_id,
        'card:' || v_card.card_id || ':checkout',
        v_booking.currency,
        v_booking.customer_email,
        v_booking.locale,
        private.return_url(v_booking),
        extract(epoch from v_card.session_expires_at)::bigint
    )::private.card_request));
end;
$$;

comment on function api.begin_card is
    'Have a card given for a booking, that a fee could be charged to.

No money moves. A booking that is held for it is confirmed once it is there.

Answers card_page.';

alter function api.begin_card owner to holdfast_api;
grant execute on function api.begin_card to holdfast_web;
