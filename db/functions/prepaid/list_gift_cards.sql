-- GET /v1/gift-cards
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_gift_cards(
    p_tenant_id uuid,
    p_status text default null,
    p_customer_id uuid default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_rows jsonb;
begin
    perform private.require_staff();

    select jsonb_agg(jsonb_build_object(
        'item', private.gift_card_json(g),
        'keys', jsonb_build_array(g.gift_card_id)
    ) order by g.gift_card_id desc)
    into v_rows
    from (
        select k.*
        from data.gift_cards as k
        where
            k.tenant_id = p_tenant_id
            and (p_status is null and k.status <> 'pending' or k.status = p_status)
            and (p_customer_id is null or k.customer_id = p_customer_id)
            and (v_after is null or k.gift_card_id < v_after[1]::uuid)
        order by k.gift_card_id desc
        limit p_limit + 1
    ) as g;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_gift_cards is
    'The gift cards that were sold, the newest first.

Those that somebody began to buy and has not paid are left out, unless status is pending.

Answers a page of gift_card.';

alter function api.list_gift_cards owner to holdfast_api;
grant execute on function api.list_gift_cards to holdfast_web, holdfast_person;
