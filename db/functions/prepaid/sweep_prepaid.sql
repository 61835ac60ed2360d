-- A gift card and a package once each time that they expire: one that was prolonged since, because
-- something came back to it, expires again. A few hundred at a time; what is left over is done the
-- next minute.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.sweep_prepaid(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_card data.gift_cards;
    v_bought data.customer_packages;
begin
    perform private.require_role('worker');

    for v_card in
        select *
        from data.gift_cards
        where tenant_id = p_tenant_id and status = 'active' and expires_at <= now()
        order by gift_card_id
        limit 200
        for no key update
    loop
        perform private.break_card(
            v_card, 'gift_card.expired',
            format('gift_card.expired:%s:%s', v_card.gift_card_id, v_card.expires_at)
        );

        update data.gift_cards
        set status = 'expired'
        where tenant_id = p_tenant_id and gift_card_id = v_card.gift_card_id;
    end loop;

    for v_bought in
        select *
        from data.customer_packages
        where tenant_id = p_tenant_id and status = 'active' and expires_at <= now()
        order by customer_package_id
        limit 200
        for no key update
    loop
        perform private.break_package(
            v_bought,
            format('package.expired:%s:%s', v_bought.customer_package_id, v_bought.expires_at)
        );

        update data.customer_packages
        set status = 'expired'
        where
            tenant_id = p_tenant_id
            and customer_package_id = v_bought.customer_package_id;
    end loop;

    perform private.sweep_points(p_tenant_id);
end;
$$;

comment on function api.sweep_prepaid is
    'Have what is past its day be good no more: what is left of it is earned.

Answers nothing.';

alter function api.sweep_prepaid owner to holdfast_api;
grant execute on function api.sweep_prepaid to holdfast_worker;
