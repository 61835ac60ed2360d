-- What is left on a gift card that nobody can spend any more is earned.

create function private.break_card(p_card data.gift_cards, p_kind text, p_cause text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_left constant bigint := private.left_on(
        p_card.tenant_id, 'gift_card', p_card.gift_card_id, p_card.currency
    );
begin
    perform private.post_journal(
        p_card.tenant_id,
        p_kind,
        p_card.gift_card_id,
        array[
            private.line_for(
                'gift_card', v_left, p_card.currency, p_card.gift_card_id, p_card.customer_id
            ),
            private.line_for('breakage', -v_left, p_card.currency, null, p_card.customer_id)
        ],
        now(),
        p_cause
    );
end;
$$;

comment on function private.break_card is 'Earn what is left on a gift card.';

grant execute on function private.break_card to holdfast_api;
