-- POST /v1/subscription/portal
--
-- This says whose page Stripe is to be asked for; what clients are told is made of what it answers.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC161  no-subscription

create function api.open_subscription_portal(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_payer_id text;
begin
    perform private.require_role('owner');
    perform private.require_standing();

    select payer_id
    into v_payer_id
    from data.tenant_subscriptions
    where tenant_id = p_tenant_id;

    if v_payer_id is null then
        raise exception using
            errcode = 'KC161',
            message = 'You have not subscribed to a plan yet.';
    end if;

    return jsonb_build_object(
        'payer', v_payer_id,
        'return_url', (private.current_claims() ->> 'public_url') || '/'
    );
end;
$$;

comment on function api.open_subscription_portal is
    'A page on which the owner sees bills, and changes the card that they are paid with.

For owners.

Answers subscription_page.';

alter function api.open_subscription_portal owner to holdfast_api;
grant execute on function api.open_subscription_portal to holdfast_web;
