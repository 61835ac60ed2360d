-- What measuring payments adds to the benchmark's businesses: accounts with Stripe that they are
-- paid into, services that are paid online, and events of Stripe's as they come to the webhook.

create procedure bench.sell_online()
    language sql
begin atomic
    insert into data.payment_accounts (
        tenant_id, account_id, charges_enabled, payouts_enabled, details_submitted
    )
    select tenant_id, 'acct_' || replace(slug, '-', '_'), true, true, true
    from data.tenants;

    select private.link_stripe(tenant_id, account_id, 'account', tenant_id)
    from data.payment_accounts;

    update data.services set pay_online = true;
end;

call bench.sell_online();

-- That a payment's page has been paid, as Stripe says it.
create function bench.paid(p_account_id text, p_payment_id text, p_amount_minor bigint)
returns jsonb
    language sql volatile
    return jsonb_build_object(
        'id', 'evt_' || p_payment_id,
        'object', 'event',
        'type', 'checkout.session.completed',
        'account', p_account_id,
        'created', extract(epoch from now())::bigint,
        'data', jsonb_build_object('object', jsonb_build_object(
            'id', 'cs_' || p_payment_id,
            'object', 'checkout.session',
            'mode', 'payment',
            'status', 'complete',
            'payment_status', 'paid',
            'amount_total', p_amount_minor,
            'currency', 'eur',
            'client_reference_id', p_payment_id,
            'payment_intent', 'pi_' || p_payment_id,
            'metadata', jsonb_build_object('holdfast_payment_id', p_payment_id)
        ))
    );

grant execute on function bench.paid to holdfast_web;

-- One of what happens all day without being about a payment of ours.
create function bench.of_no_concern(p_n bigint) returns jsonb
    language sql volatile
    return jsonb_build_object(
        'id', 'evt_other_' || p_n,
        'object', 'event',
        'type', 'customer.updated',
        'created', extract(epoch from now())::bigint,
        'data', jsonb_build_object(
            'object', jsonb_build_object('id', 'cus_' || p_n, 'object', 'customer')
        )
    );

-- The n-th slot is held and its payment begun: the page's event when it has been paid.
create function bench.unpaid(p_n bigint) returns jsonb
    language plpgsql volatile
as $$
declare
    v_slot record;
    v_booking jsonb;
    v_page jsonb;
begin
    select * into v_slot from bench.slot(p_n);

    v_booking := api.create_booking(
        p_tenant_id => private.begin_claims(v_slot.claims, false),
        p_service_id => v_slot.service_id,
        p_starts_at => v_slot.starts_at,
        p_customer => v_slot.customer,
        p_resource_id => v_slot.resource_id
    );
    v_page := api.begin_checkout(
        private.begin_claims(bench.guest(v_slot.slug, v_booking), false),
        (v_booking ->> 'id')::uuid
    );

    return bench.paid(
        'acct_' || replace(v_slot.slug, '-', '_'), v_page ->> 'payment_id', 4500
    );
end;
$$;

-- Whoever has just booked, with the link that came with it.
create function bench.guest(p_slug text, p_booking jsonb) returns jsonb
    language sql stable
    return jsonb_build_object(
        'role', 'guest',
        'slug', p_slug,
        'public_url', 'http://localhost',
        'manage_token', p_booking ->> 'manage_token'
    );

grant execute on function bench.guest to holdfast_web;
