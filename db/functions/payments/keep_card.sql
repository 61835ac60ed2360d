-- Keeps the card that a booking was paid with, where it wants one: the payment says which it is.

create function private.keep_card(p_tenant_id uuid, p_payment_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_card data.cards;
begin
    select
        p_tenant_id, uuidv7(), b.customer_id, b.booking_id, 'ready', p.account_id, null, null, null,
        e.facts ->> 'customer', e.facts ->> 'payment_method', null, null, null, null, now()
    into v_card
    from data.payments as p
    join data.bookings as b
        on b.tenant_id = p_tenant_id and b.booking_id = p.booking_id and b.card_required
    cross join lateral unnest(private.known_of(p_tenant_id, 'payment', p_payment_id)) as e
    where
        p.tenant_id = p_tenant_id
        and p.payment_id = p_payment_id
        and p.status = 'paid'
        and p.part in ('full', 'deposit')
        and e.facts ->> 'object' = 'payment_intent'
        and e.facts ->> 'status' = 'succeeded'
        and e.facts ? 'customer'
        and e.facts ? 'payment_method'
        and not exists (
            select
            from data.cards as c
            where
                c.tenant_id = p_tenant_id
                and c.booking_id = b.booking_id
                and c.status in ('ready', 'gone')
        )
    order by e.event_id
    limit 1;

    if not found then
        return;
    end if;

    insert into data.cards
    values (v_card.*);

    perform private.link_stripe(
        p_tenant_id, v_card.payment_method_id, 'card', v_card.card_id
    );
end;
$$;

comment on function private.keep_card is 'Keep the card that a booking was paid with.';

grant execute on function private.keep_card to holdfast_api;
