-- private.fold_account: a business whose account is closed has another, and what was paid into the
-- one before is seen to still.

begin;
select plan(25);

select given.tenant('alder');
select given.payment_account('alder', 250);
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
select given.member('alder', 'Olga', 'owner');
create temporary table made as
select
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00')) as two;
create temporary table paying as
select given.payment_id(one) as one, given.checkout('alder', two) as two from made;
grant select on made, paying to public;

create function pg_temp.told(p_account_id text, p_type text, p_object jsonb, p_after integer)
returns text
    language plpgsql security definer
as $$
declare
    v_outcome text;
begin
    perform set_config('request.claims', '{"role": "stripe"}', true);
    v_outcome := api.receive_stripe_event(null, jsonb_build_object(
        'id', 'evt_' || gen_random_uuid(),
        'type', p_type,
        'account', p_account_id,
        'created', extract(epoch from now())::bigint + p_after,
        'data', jsonb_build_object('object', p_object)
    )) ->> 'outcome';
    perform set_config('request.claims', '', true);
    return v_outcome;
end;
$$;
create function pg_temp.updated(
    p_account_id text, p_is_enabled boolean, p_after integer, p_reason text default null
) returns text
    language sql
    return pg_temp.told(p_account_id, 'account.updated', jsonb_build_object(
        'id', p_account_id, 'object', 'account', 'charges_enabled', p_is_enabled,
        'payouts_enabled', p_is_enabled, 'details_submitted', true,
        'requirements', jsonb_build_object('disabled_reason', p_reason)
    ), p_after);
create function pg_temp.is_olga() returns void
    language sql
begin atomic
    select given.acting_for('alder', 'owner', 'Olga', '{"public_url": "http://localhost"}');
end;
create function pg_temp.opened() returns jsonb
    language sql
    return api.open_payment_account(given.tenant_id('alder'));
create function pg_temp.status() returns text
    language sql
    return api.get_payment_account(given.tenant_id('alder')) ->> 'status';

-- What Stripe only wants to know more of is no reason for another.
select pg_temp.updated('acct_alder', false, 1, 'requirements.past_due');
select pg_temp.is_olga();
select is(
    api.open_payment_account(given.tenant_id('alder'), 'IT') ->> 'account_id', 'acct_alder',
    'one that is restricted is the one it is'
);
select lives_ok(
    $$ select api.link_payment_account(given.tenant_id('alder')) $$, 'and has a page'
);
select given.nobody();

-- The business lets go of the platform.
select pg_temp.told(
    'acct_alder', 'account.application.deauthorized', '{"id": "ca_1", "object": "application"}', 2
);
select pg_temp.is_olga();
select is(
    api.get_payment_account(given.tenant_id('alder')) ->> 'disabled_reason',
    'The account was disconnected from the platform.', 'one that was disconnected is of no use'
);
select throws_ok(
    $$ select api.link_payment_account(given.tenant_id('alder')) $$,
    'KN140', null, 'and has no page'
);
create temporary table next as
select api.open_payment_account(given.tenant_id('alder'), 'IT') as asked;
select is(asked ->> 'account_id', null, 'so there is another') from next;
select is(
    asked ->> 'idempotency_key', 'account:' || given.tenant_id('alder') || '/2',
    'which Stripe is asked for by another key'
)
from next;
select is(pg_temp.opened(), asked, 'once') from next;
select is(pg_temp.status(), 'begun', 'it is begun');
select given.acting_for('alder', 'stripe');
select api.note_payment_account(given.tenant_id('alder'), 'acct_new');
reset role;
select is(
    (
        select string_agg(
            format('%s %s %s', nth, account_id, fee_basis_points), ', ' order by nth
        )
        from data.payment_accounts
    ),
    '1 acct_alder 250, 2 acct_new 250',
    'there are two, and what was agreed holds on'
);
select pg_temp.updated('acct_new', true, 3);
select pg_temp.is_olga();
select is(pg_temp.status(), 'enabled', 'the business can be paid again');
select given.nobody();
select pg_temp.updated('acct_alder', true, 4);
select pg_temp.is_olga();
select is(pg_temp.status(), 'enabled', 'whatever is told of the one before');
select is(
    api.get_payment_account(given.tenant_id('alder')) ->> 'dashboard_url',
    'https://dashboard.stripe.com/acct_new', 'which is not it any more'
);
select given.nobody();

-- A page of the one before is a page of nothing.
select given.checkout('alder', two) from made;
select is(
    (
        select string_agg(account_id || ' ' || status, ', ' order by payment_id)
        from data.payments where booking_id = (select two from made)
    ),
    'acct_alder cancelled, acct_new pending',
    'who asks for a page gets one that can be paid'
);

-- Of what was paid into the one before, that one is believed, and no other.
create temporary table refund as
select jsonb_build_object(
    'id', 're_1', 'object', 'refund', 'amount', 1000, 'currency', 'eur', 'status', 'succeeded',
    'payment_intent', 'pi_' || one
) as told
from paying;
select pg_temp.told('acct_new', 'refund.created', told, 5) from refund;
select is(given.refunds(one), null, 'another does not say what became of a payment') from made;
select pg_temp.told('acct_alder', 'refund.created', told, 6) from refund;
select is(given.refunds(one), 'outside 1000 succeeded', 'its own does') from made;

-- Stripe closes the second as well, but what is there is still paid out.
select pg_temp.updated('acct_new', false, 7, 'rejected.fraud');
select pg_temp.is_olga();
select api.open_payment_account(given.tenant_id('alder'), 'IT');
select given.nobody();
select is(
    (
        select string_agg(concat_ws(' ', nth, account_id, replaced_at is null), ', ' order by nth)
        from data.payment_accounts
    ),
    '1 acct_alder f, 2 acct_new f, 3 t', 'one that was rejected has another after it'
);
select is(
    pg_temp.told('acct_new', 'payout.paid', '{"id": "po_1", "object": "payout", "amount": 700,
        "currency": "eur", "status": "paid", "created": 1790000000}', 8),
    'heeded', 'what it still pays out'
);
select is(
    (select account_id || ' ' || status from data.payouts), 'acct_new paid', 'is known as its own'
);
select is(
    (
        select private.transactions_details(jsonb_populate_record(
            null::data.deliveries, jsonb_build_object(
                'tenant_id', tenant_id,
                'data', jsonb_build_object('of', 'payout', 'object_id', payout_id)
            )
        )) ->> 'account_id'
        from data.payouts
    ),
    'acct_new', 'and is asked of it'
);

-- What goes back of an account that we are not let into.
select pg_temp.told(
    'acct_alder', 'account.application.deauthorized', '{"id": "ca_1", "object": "application"}', 9
);
select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), one) from made;
select given.nobody();
create temporary table asked as
select private.stripe_details(jsonb_populate_record(null::data.deliveries, jsonb_build_object(
    'tenant_id', tenant_id, 'kind', 'refund.create',
    'data', jsonb_build_object('refund_id', refund_id)
))) as details
from data.refunds where status = 'requested';
select is(details ->> 'account_id', 'acct_alder', 'is asked of it') from asked;
select is(
    details -> 'is_disconnected', 'true', 'and that it will not be done is known'
)
from asked;

-- Of each is asked what was missed, but where nobody would answer.
select given.acting_for(null, 'worker');
select is(
    (
        select string_agg(
            concat_ws(' ', i ->> 'nth', i ->> 'account_id', i ->> 'is_disconnected'), ', '
            order by i ->> 'nth'
        )
        from jsonb_array_elements(
            api.claim_stripe_syncs(given.tenant_id('alder'), p_now => true) -> 'items'
        ) as i
    ),
    '1 acct_alder true, 2 acct_new false', 'each is asked'
);
select given.acting_for('alder', 'worker');
select api.settle_stripe_sync(given.tenant_id('alder'), 9000000000, p_repaired => 2, p_nth => 2);
reset role;
select is(
    (
        select string_agg(repaired::text, ', ' order by nth)
        from data.stripe_syncs where tenant_id = given.tenant_id('alder')
    ),
    '0, 2', 'and each goes on from where it was'
);
update data.refunds set created_at = now() - interval '2 hours';
select given.acting_for('alder', 'worker');
select is(
    api.find_lost_refunds(given.tenant_id('alder')) #> '{items,0,is_disconnected}', 'true',
    'of a refund that is lost it is known as well'
);
reset role;

-- A card that it knows is none for another.
insert into data.cards (
    tenant_id, customer_id, booking_id, status, account_id, payment_method_id
)
select tenant_id, customer_id, booking_id, 'ready', 'acct_alder', 'pm_1'
from data.bookings where booking_id = (select two from made);
select is(
    (
        select (private.card_of(b)).card_id
        from data.bookings as b where b.booking_id = (select two from made)
    ),
    null, 'a card that it knew is no card any more'
);

select * from finish();
rollback;
