-- api.off_board_member: somebody goes, and what is to come stays or is handed over.

begin;
select plan(12);

select given.tenant('alder');
select given.resource('alder', 'Sam');
select given.resource('alder', 'Sue');
select given.resource('alder', 'Kim');
select given.service('alder', 'Cut', 60, 'Sam', 'Sue');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');
select given.member('alder', 'Kim', 'staff');
select given.service('alder', 'Wash', 60, 'Kim');
create temporary table made as
select
    given.booking('alder', 'Cut', 'Sam', given.day(1, '10:00')) as one,
    given.booking('alder', 'Cut', 'Sam', given.day(1, '12:00'), 'Ben') as two,
    given.booking('alder', 'Cut', 'Sue', given.day(2, '12:00'), 'Eve') as hers,
    given.booking('alder', 'Wash', 'Kim', given.day(2, '12:00'), 'Amy') as kims;
grant select on made to public;

create function pg_temp.off(
    p_to text default null, p_keep boolean default false, p_name text default 'Sam'
) returns jsonb
    language sql
as $$
    select api.off_board_member(
        given.tenant_id('alder'), given.user_id('alder', p_name),
        given.resource_id('alder', p_to), p_keep
    );
$$;

select given.acting_for('alder', 'manager', 'Max');
select throws_ok($$ select pg_temp.off() $$, 'KC030', null, 'without a word they are in the way');
select throws_ok(
    $$ select pg_temp.off('Kim') $$, 'KC066', null, 'who does not do that cannot take over'
);
select throws_ok($$ select pg_temp.off('Sam') $$, 'KV082', null, 'nor can who goes');
select throws_ok($$ select pg_temp.off('Sue', true) $$, 'KV082', null, 'one of the two');
select given.acting_for('alder', 'staff', 'Sam');
select throws_ok($$ select pg_temp.off('Sue') $$, 'KF001', null, 'staff do not decide that');

select given.acting_for('alder', 'manager', 'Max');
select is(
    pg_temp.off('Sue'),
    jsonb_build_object(
        'user_id', given.user_id('alder', 'Sam'), 'moved', jsonb_build_array(one, two),
        'archived', jsonb_build_array(given.resource_id('alder', 'Sam')), 'kept', '[]'::jsonb
    ), 'all are handed over'
) from made;
select given.nobody();
select is(
    (
        select count(*)::integer from data.bookings
        where resource_id = given.resource_id('alder', 'Sue')
    ),
    3, 'each is there'
);

select given.acting_for('alder', 'manager', 'Max');
select api.create_invitation(
    given.tenant_id('alder'), 'nora@new.test', 'staff', p_calendar => false
);
select given.acting_for('alder', 'owner', 'Olga');
select api.create_invitation(
    given.tenant_id('alder'), 'otto@new.test', 'staff', p_calendar => false
);
select pg_temp.off(p_name => 'Max');
select given.nobody();
select results_eq(
    $$
        select i.email::text, i.revoked_at is not null, l.used_at is not null
        from data.invitations as i
        join data.one_time_links as l on l.link_id = i.link_id
        order by i.email
    $$,
    $$ values ('nora@new.test', true, true), ('otto@new.test', false, false) $$,
    'what they have sent and nobody has accepted is revoked'
);
select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    $$ select pg_temp.off(p_name => 'Kim') $$, 'KF001', null, 'and they let nobody go'
);

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.off(p_keep => true, p_name => 'Kim') - 'user_id',
    jsonb_build_object(
        'moved', '[]'::jsonb, 'archived', '[]'::jsonb,
        'kept', jsonb_build_array(given.resource_id('alder', 'Kim'))
    ), 'or kept'
);
select given.nobody();
select is_empty('table data.violations', 'which breaks nothing');
select throws_ok(
    $$ select given.booking('alder', 'Wash', 'Kim', given.day(3, '10:00')) $$, 'KN002', null,
    'and the calendar takes nothing new'
);

select * from finish();
rollback;
