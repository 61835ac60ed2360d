-- What Stripe answered when it was asked for a page to subscribe on. If another attempt took its
-- place meanwhile, it is not the one any more.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC161  no-subscription

create function api.note_subscription_page(
    p_tenant_id uuid,
    p_checkout_id uuid,
    p_session_id text,
    p_session_url text
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_subscription data.tenant_subscriptions;
begin
    perform private.require_role('stripe');

    update data.tenant_subscriptions
    set session_id = p_session_id, session_url = p_session_url
    where tenant_id = p_tenant_id and checkout_id = p_checkout_id
    returning * into v_subscription;

    if not found then
        raise exception using
            errcode = 'KC161',
            message = 'Something else was chosen a moment ago.';
    end if;

    perform private.link_stripe(
        p_tenant_id, p_session_id, 'subscription', v_subscription.subscription_id
    );

    return to_jsonb(row(
        v_subscription.session_url, private.utc(v_subscription.session_expires_at)
    )::api.subscription_page);
end;
$$;

comment on function api.note_subscription_page is
    'Note where an owner can subscribe.

Answers subscription_page.';

alter function api.note_subscription_page owner to holdfast_api;
grant execute on function api.note_subscription_page to holdfast_web;
