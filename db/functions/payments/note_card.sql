-- What Stripe answered when it was asked for a page to give a card on.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN130  card-not-found

create function api.note_card(
    p_tenant_id uuid,
    p_card_id uuid,
    p_session_id text,
    p_session_url text,
    p_session_expires_at bigint
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_card data.cards;
begin
    perform private.require_role('stripe');

    update data.cards
    set
        session_id = p_session_id,
        session_url = p_session_url,
        session_expires_at = to_timestamp(p_session_expires_at)
    where tenant_id = p_tenant_id and card_id = p_card_id
    returning * into v_card;

    if not found then
        raise exception using
            errcode = 'KN130',
            message = 'There is no such card.';
    end if;

    perform private.link_stripe(p_tenant_id, p_session_id, 'card', p_card_id);

    return to_jsonb(row(
        v_card.card_id, v_card.session_url, private.utc(v_card.session_expires_at)
    )::api.card_page);
end;
$$;

comment on function api.note_card is
    'Note where a card can be given.

Answers card_page.';

alter function api.note_card owner to holdfast_api;
grant execute on function api.note_card to holdfast_web;
