-- api.get_payment_account: what an account can do, by all that Stripe has told of it in any order.

begin;
select plan(12);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Sam', 'staff');

create function pg_temp.account() returns jsonb
    language plpgsql
as $$
declare
    v_answer jsonb;
begin
    perform given.acting_for('alder', 'owner', 'Olga');
    v_answer := api.get_payment_account(given.tenant_id('alder'));
    reset role;
    return v_answer;
end;
$$;

create function pg_temp.told(p_created integer, p_charges boolean, p_id text default null)
returns text
    language plpgsql
as $$
begin
    perform set_config('request.claims', '{"role": "stripe"}', true);
    return api.receive_stripe_event(null, jsonb_build_object(
        'id', coalesce(p_id, gen_random_uuid()::text),
        'type', 'account.updated',
        'account', 'acct_alder',
        'created', p_created,
        'data', jsonb_build_object('object', jsonb_build_object(
            'id', 'acct_alder', 'object', 'account', 'charges_enabled', p_charges,
            'payouts_enabled', p_charges, 'details_submitted', true,
            'requirements', jsonb_build_object(
                'currently_due', case when p_charges then '[]'::jsonb else '["external_account"]' end,
                'disabled_reason', case when not p_charges then 'requirements.past_due' end
            )
        ))
    )) ->> 'outcome';
end;
$$;

select is(pg_temp.account() ->> 'status', 'none', 'there is none');
select given.payment_account('alder', 250);
select is(pg_temp.account() ->> 'status', 'enabled', 'there is one');
select is(pg_temp.account() -> 'fee_basis_points', '250', 'with what was agreed');

select pg_temp.told(2000, false, 'evt_2');
select is(pg_temp.account() ->> 'status', 'restricted', 'it is what was told last');
select is(
    pg_temp.account() -> 'requirements',
    '[{"code": "external_account", "words": "A bank account to pay out to"}]',
    'in words'
);
select is(
    (select string_agg(kind, ', ') from data.messages where kind like 'payments%'),
    'payments_restricted',
    'its owners are told'
);
select pg_temp.told(1000, true);
select is(pg_temp.account() ->> 'status', 'restricted', 'not what was told before, and came later');
select is(pg_temp.told(2000, false, 'evt_2'), 'known', 'nor does it matter how often it came');
select pg_temp.told(2000, true);
select is(pg_temp.account() ->> 'status', 'restricted', 'of one second, the one that can do less');
select is(
    (select count(*)::integer from data.events where type = 'payment_account.unclear'),
    1,
    'and Stripe is asked'
);
select pg_temp.told(2001, true);
select is(pg_temp.account() ->> 'status', 'enabled', 'until it says more');

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.get_payment_account(given.tenant_id('alder')) $$, 'KF001', null,
    'staff have nothing to do with it'
);

select * from finish();
rollback;
