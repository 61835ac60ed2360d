-- api.create_tenant: somebody applies for a business; nothing of it is there yet for anybody.

begin;
select plan(24);

select given.tenant('taken');

create function pg_temp.apply(
    p_slug text default 'alder', p_email text default 'Nina@Alder.test', p_key text default null,
    p_locale text default 'pl', p_owner jsonb default null, p_currency text default 'PLN'
) returns jsonb
    language sql
as $$
    select api.create_tenant(
        p_tenant_id => private.begin_claims(
            jsonb_strip_nulls(jsonb_build_object(
                'role', 'guest', 'idempotency_key', p_key, 'request_hash', p_slug
            )),
            false
        ),
        p_slug => p_slug,
        p_name => 'Alder',
        p_preset => 'clinic',
        p_time_zone => 'Europe/Warsaw',
        p_currency => p_currency,
        p_owner => coalesce(p_owner, jsonb_build_object('name', 'Nina', 'email', p_email)),
        p_location => '{"name": "Centre", "address": null}',
        p_locale => p_locale,
        p_country => 'PL'
    );
$$;

set local role holdfast_web;
create temporary table made as select pg_temp.apply('ALDER') as tenant;
reset role;

select is(
    (select tenant - 'id' from made),
    '{
        "slug": "alder", "name": "Alder", "preset": "clinic", "status": "pending",
        "tagline": "Medycyna rodzinna i diagnostyka pod jednym dachem.", "accent": "#0f766e",
        "locale": "pl", "currency": "PLN", "time_zone": "Europe/Warsaw", "country": "PL",
        "hold_minutes": 15, "slot_minutes": 10, "notice_minutes": 60, "horizon_days": 90,
        "cancel_window_minutes": 1440, "reschedule_window_minutes": 1440, "max_live_holds": 3,
        "max_per_customer_per_day": 2, "waitlist_rule": "priority", "offer_minutes": 60,
        "refund_policy": null, "staff_refund_limit": {"amount": 0, "currency": "PLN"},
        "fee_grace_minutes": 60,
        "tips_on": true, "tip_percents": [5, 10, 15]
    }'::jsonb,
    'it has what its preset says, in the language of its locale, and is pending'
);
select results_eq(
    $$
        select l.purpose, l.email::text, l.data, l.expires_at - now(), m.kind, m.recipient::text,
            m.locale::text, m.data
        from data.one_time_links as l
        join data.messages as m using (link_id)
        where l.tenant_id = given.tenant_id('alder') and m.tenant_id = l.tenant_id
    $$,
    $$ values (
        'open_tenant', 'nina@alder.test', '{"name": "Nina"}'::jsonb, interval '7 days',
        'open_tenant', 'nina@alder.test', 'pl', '{"slug": "alder"}'::jsonb
    ) $$,
    'whoever owns it is sent a link that is good for a week'
);
select is_empty(
    $$ select from data.users union all select from data.members $$,
    'nobody has an account, or works there'
);
select results_eq(
    $$
        select s.name::text, s.price_minor::bigint from data.services as s
        where tenant_id = given.tenant_id('alder') order by s.service_id limit 1
    $$,
    $$ values ('Konsultacja', 24000::bigint) $$,
    'services have their names in its language, and prices of the size of its currency'
);
select results_eq(
    $$
        select locale::text, count(subject) from data.templates
        where tenant_id = given.tenant_id('alder') group by 1 order by 1
    $$,
    $$ values ('da', 7::bigint), ('en', 7), ('it', 7), ('pl', 7) $$,
    'e-mails are there in every language'
);
select is(
    given.outcome($$
        select private.begin_claims('{"slug": "alder", "role": "guest"}', true)
    $$),
    'KN001', 'to guests it is not there'
);

set local role holdfast_web;
select is(given.outcome($$ select pg_temp.apply('Taken') $$), 'KC080', 'a slug that is taken');
select is(given.outcome($$ select pg_temp.apply('alder') $$), 'KC080', 'or is being applied for');
select is(given.outcome($$ select pg_temp.apply('Login') $$), 'KV041', 'or is needed elsewhere');
select is(
    given.outcome($$ select pg_temp.apply('abandoned-1') $$), 'KV041', 'as are our own names'
);
select is(given.outcome($$ select pg_temp.apply('a') $$), '23514', 'or is none');
select is(
    given.outcome($$ select pg_temp.apply('birch', p_owner => '{"name": "Nina"}') $$),
    'KV042', 'an owner has an e-mail address'
);
select is(
    given.outcome($$ select pg_temp.apply('birch', p_owner => 'null') $$),
    'KV042', 'an owner has to be there'
);
select results_eq(
    $$
        select given.outcome(format('select pg_temp.apply(''birch'', p_currency => %L)', c))
        from unnest('{ZZZ,XAU,XTS,BGN}'::text[]) as c
    $$,
    $$ values ('KV023'), ('KV023'), ('KV023'), ('KV023') $$,
    'prices are in money that there is'
);

-- Again, with its key

create temporary table again as select pg_temp.apply('birch', p_key => 'k') as tenant;
select is(
    pg_temp.apply('birch', p_key => 'k'), (select tenant from again),
    'the same application with its key is answered as before'
);
select is(
    current_setting('response.headers', true)::jsonb, '{"Idempotent-Replayed": "true"}'::jsonb,
    'and says so'
);
select is(
    given.outcome($$ select pg_temp.apply('cedar', p_key => 'k') $$),
    'KV003', 'another with that key is not'
);
select is(
    given.outcome($$ select pg_temp.apply('cedar', 'nobody@else.test', p_key => 'k') $$),
    'done', 'keys are the applicant''s own'
);

-- Enough

select pg_temp.apply('dogwood'), pg_temp.apply('elm'), pg_temp.apply('fir');
select is(
    given.outcome($$ select pg_temp.apply('gorse') $$),
    'KC081', 'five at a time wait for one address, in whichever case it is written'
);
reset role;
update data.one_time_links set used_at = now() where tenant_id = given.tenant_id('elm');
select is(
    given.outcome($$ select pg_temp.apply('gorse', 'NINA@alder.test') $$),
    'KL002', 'nor are more than five sent at once'
);
delete from data.throttle_buckets;
set local role holdfast_web;
select is(
    given.outcome($$ select pg_temp.apply('gorse', 'NINA@alder.test') $$),
    'done', 'until one was followed'
);

-- Abandoned

reset role;
update data.tenants set pending_until = now() - interval '1 s'
where slug in ('alder', 'birch');
update data.tenants set status = 'active', pending_until = null where slug = 'birch';
set local role holdfast_web;
select is(
    given.outcome($$ select pg_temp.apply('alder', 'new@alder.test') $$),
    'done', 'a slug that was abandoned is free'
);
select is(
    given.outcome($$ select pg_temp.apply('birch', 'new@alder.test') $$),
    'KC080', 'that of a business is not'
);
reset role;
select results_eq(
    $$
        select d.slug = 'abandoned-' || replace(t.tenant_id::text, '-', ''), t.status
        from data.tenants as t join data.directory as d using (tenant_id)
        where t.tenant_id = ((select tenant from made) ->> 'id')::uuid
    $$,
    $$ values (true, 'pending') $$,
    'what was abandoned is out of the way, and kept'
);

select * from finish();
rollback;
