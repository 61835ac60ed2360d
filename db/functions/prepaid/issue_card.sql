-- A gift card that has been paid: it is worth something from now on, and whoever it is for is told
-- the code; if nobody is named, whoever bought it. Returns the code, which is not kept.

create function private.issue_card(
    p_card data.gift_cards,
    p_payment data.payments,
    p_location data.locations default null
) returns text
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_code constant text := private.new_code();
    v_email text;
begin
    perform private.post_journal(
        p_card.tenant_id,
        'payment.paid',
        p_payment.payment_id,
        array[
            private.line_at(
                p_location, private.money_account(p_payment.method), p_payment.amount_minor,
                p_card.currency, p_card.customer_id
            ),
            private.line_for(
                'gift_card', -p_payment.amount_minor, p_card.currency, p_card.gift_card_id,
                p_card.customer_id
            )
        ],
        p_payment.paid_at
    );

    update data.gift_cards
    set
        code_hash = private.code_hash(tenant_id, v_code),
        code_end = right(v_code, 4),
        status = 'active',
        issued_at = now(),
        recipient_email = null
    where tenant_id = p_card.tenant_id and gift_card_id = p_card.gift_card_id;

    v_email := coalesce(p_card.recipient_email, (
        select c.email
        from data.customers as c
        where c.tenant_id = p_card.tenant_id and c.customer_id = p_card.customer_id
    ));

    if v_email is not null then
        perform private.queue_message(
            p_card.tenant_id,
            'gift_card',
            v_email,
            p_card.locale,
            private.sold_words(p_card.tenant_id) || jsonb_strip_nulls(jsonb_build_object(
                'code', v_code,
                'worth', row(p_card.amount_minor, p_card.currency)::api.money,
                'recipient_name', p_card.recipient_name,
                'message', p_card.message,
                'expires_at', private.utc(p_card.expires_at)
            ))
        );
    end if;

    return v_code;
end;
$$;

comment on function private.issue_card is 'Have a gift card be paid, and tell its code.';

grant execute on function private.issue_card to holdfast_api;
