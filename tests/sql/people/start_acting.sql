-- api.start_acting: a platform admin begins to act for a business.

begin;
select plan(11);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.platform_admin('Ada');
select given.platform_admin('Eve');

create function pg_temp.start(p_slug text default 'alder', p_minutes integer default 30)
returns jsonb
    language sql
as $$
    select api.start_acting(
        p_tenant_id => null, p_tenant => p_slug, p_reason => 'They asked', p_minutes => p_minutes
    );
$$;

select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
create temporary table made as select pg_temp.start() as acting;
select is(
    acting - '{id,created_at}'::text[],
    jsonb_build_object(
        'tenant_id', given.tenant_id('alder'),
        'user_id', given.user_id('platform', 'Ada'),
        'name', 'Ada',
        'reason', 'They asked',
        'expires_at', to_char(
            (now() + interval '30 minutes') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
        ),
        'ended_at', null
    ),
    'who, for whom, why and until when is written down'
) from made;
select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
select is(pg_temp.start(p_minutes => 60), acting, 'while it lasts, asking again gives the same')
from made;
select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
select isnt(pg_temp.start('birch') ->> 'id', acting ->> 'id', 'another business is another matter')
from made;
select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
select throws_ok($$ select pg_temp.start('nowhere') $$, 'KN001', null, 'it has to be there');
select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
select throws_ok($$ select pg_temp.start(p_minutes => 61) $$, '23514', null, 'an hour at most');

select given.nobody();
select is(
    (
        select array_agg(type) from data.events
        where tenant_id = given.tenant_id('alder') and type like 'acting%'
    ),
    '{acting.started}', 'it is told once'
);
update data.acting set ended_at = now() where tenant_id = given.tenant_id('alder');
select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
select isnt(pg_temp.start() ->> 'id', acting ->> 'id', 'once it is ended, it is begun anew')
from made;

select given.nobody();
delete from data.platform_admins where user_id = given.user_id('platform', 'Ada');
select given.acting_for(
    null, 'platform_admin', null, jsonb_build_object('sub', given.user_id('platform', 'Ada'))
);
select throws_ok($$ select pg_temp.start() $$, 'KF001', null, 'who is struck off the list is out');
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok($$ select pg_temp.start() $$, 'KF001', null, 'owners act for nobody');
select given.acting_for('alder');
select throws_ok($$ select pg_temp.start() $$, 'KA001', null, 'nor do guests');
select given.acting_as_admin('alder', 'Eve');
select throws_ok(
    $$ select pg_temp.start('birch') $$, 'KF001', null, 'who acts for one does not go on to another'
);

select * from finish();
rollback;
