-- What was sold in advance, and has been paid.

create function private.issue_sale(p_payment data.payments) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_card data.gift_cards;
    v_bought data.customer_packages;
begin
    select *
    into v_card
    from data.gift_cards
    where
        tenant_id = p_payment.tenant_id
        and payment_id = p_payment.payment_id
        and status = 'pending'
    for no key update;

    if found then
        perform private.issue_card(v_card, p_payment);
        return;
    end if;

    select *
    into v_bought
    from data.customer_packages
    where
        tenant_id = p_payment.tenant_id
        and payment_id = p_payment.payment_id
        and status = 'pending'
    for no key update;

    if found then
        perform private.issue_package(v_bought, p_payment);
    end if;
end;
$$;

comment on function private.issue_sale is 'Hand over what was sold in advance.';

grant execute on function private.issue_sale to holdfast_api;
