-- api.rotate_webhook: a new secret, and the old one for a while.

begin;
select plan(9);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.webhook('alder', '{*}', '01900000-0000-7000-8000-000000000001');
select given.webhook('birch', '{*}', '01900000-0000-7000-8000-000000000002');

create function pg_temp.rotate(
    p_secret text, p_hours integer default 24, p_last integer default 1
) returns jsonb
    language sql
    return api.rotate_webhook(
        given.tenant_id('alder'), format('01900000-0000-7000-8000-00000000000%s', p_last)::uuid,
        p_hours, p_secret
    );

-- What its deliveries are signed with.
create function pg_temp.secrets() returns jsonb
    language sql security definer
    return private.webhook_details((
        select d from data.deliveries as d where d.kind = 'webhook.ping'
    )) -> 'secrets';

select given.acting_for('alder', 'owner', 'Olga');
select api.ping_webhook(given.tenant_id('alder'), '01900000-0000-7000-8000-000000000001');
select is(
    given.outcomes('alder', $$ select pg_temp.rotate('first') $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner'
);
select is(
    given.outcome($$ select pg_temp.rotate('new', 24, 2) $$), 'KN520',
    'another business''s does not exist'
);
select is(pg_temp.rotate('second') ->> 'secret', 'second', 'the new one is shown');
select is(pg_temp.secrets(), '["second", "first"]', 'deliveries are signed with both');
select is(pg_temp.rotate('third') ->> 'secret', 'third', 'it can be changed again');
select is(pg_temp.secrets(), '["third", "second"]', 'but no more than two are good');
select is(
    pg_temp.rotate('fourth', 0) -> 'previous_secret_until', 'null'::jsonb,
    'one that is known to others is out at once'
);
select is(pg_temp.secrets(), '["fourth"]', 'and signs no more');
select pg_temp.rotate('fifth', 2);
select given.nobody();
update data.endpoints set previous_secret_until = now() where previous_secret is not null;
select given.acting_for('alder', 'owner', 'Olga');
select is(pg_temp.secrets(), '["fifth"]', 'nor does one whose time is over');

select * from finish();
rollback;
