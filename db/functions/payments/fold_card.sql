-- Works out anew what a card on file is, from all that Stripe has told of it. What waits for it is
-- theirs then. Locks as a payment takes them: calendars, bookings, the card.

create function private.fold_card(p_tenant_id uuid, p_card_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_card data.cards;
    v_seen private.card_seen;
    v_waiting data.bookings[];
    v_was text;
begin
    select *
    into v_card
    from data.cards
    where tenant_id = p_tenant_id and card_id = p_card_id;

    v_waiting := private.lock_waiting_for(v_card);

    select *
    into v_card
    from data.cards
    where tenant_id = p_tenant_id and card_id = p_card_id
    for no key update;

    v_was := v_card.status;
    v_seen := private.card_seen(v_card, private.known_of(p_tenant_id, 'card', p_card_id));

    update data.cards
    set
        status = v_seen.status,
        payment_method_id = coalesce(v_seen.payment_method_id, payment_method_id),
        stripe_customer_id = coalesce(v_seen.stripe_customer_id, stripe_customer_id),
        brand = coalesce(v_seen.brand, brand),
        last4 = coalesce(v_seen.last4, last4),
        exp_month = coalesce(v_seen.exp_month, exp_month),
        exp_year = coalesce(v_seen.exp_year, exp_year)
    where tenant_id = p_tenant_id and card_id = p_card_id;

    if v_seen.status = 'ready' and v_was <> 'ready' then
        perform private.take_card(b)
        from unnest(v_waiting) as b;
    end if;
end;
$$;

comment on function private.fold_card is
    'Work out what a card on file is from all that Stripe has told of it.';

grant execute on function private.fold_card to holdfast_api;
