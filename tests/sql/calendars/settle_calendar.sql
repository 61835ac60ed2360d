-- api.settle_calendar: what was found, or why nothing was.

begin;
select plan(13);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.resource('alder', 'Ben'), given.service('alder', 'Cut', 60, 'Ann', 'Ben');
insert into data.calendars (calendar_id, tenant_id, resource_id, kind, name, sealed_secret)
values (
    '01900000-0000-7000-8000-000000000001', given.tenant_id('alder'),
    given.resource_id('alder', 'Ann'), 'ics', 'Home', 'sealed'
);
insert into data.calendar_syncs (tenant_id, calendar_id)
select tenant_id, calendar_id from data.calendars;

create function pg_temp.claim_id() returns uuid
    language sql security definer
    return (select claim_id from data.calendar_syncs);

create function pg_temp.settle(
    p_error text default null, p_claim_id uuid default pg_temp.claim_id()
) returns void
    language sql
    return api.settle_calendar(
        p_tenant_id => given.tenant_id('alder'),
        p_calendar_id => '01900000-0000-7000-8000-000000000001',
        p_claim_id => p_claim_id,
        p_again_seconds => 60,
        p_spans => '[{"id": "a", "starts_at": "2099-01-01T10:00:00Z",
                      "ends_at": "2099-01-01T11:00:00Z"}]',
        p_from => '2098-12-01T00:00:00Z', p_until => '2099-12-01T00:00:00Z', p_error => p_error
    );

select given.acting_for('alder', 'worker');
select lives_ok($$ select pg_temp.settle() $$, 'nobody has claimed it');
select is(
    jsonb_array_length(api.claim_calendars(null) -> 'items'), 1, 'now somebody has'
);
select lives_ok(
    $$ select pg_temp.settle(p_claim_id => '01900000-0000-7000-8000-000000000009') $$,
    'another is too late'
);
select given.nobody();
select is(
    (select count(*)::integer from data.busy), 0, 'and what they found is nowhere'
);
select given.acting_for('alder', 'worker');
select lives_ok($$ select pg_temp.settle() $$, 'what was found is kept');
select lives_ok($$ select pg_temp.settle('It answers 500.') $$, 'what went wrong is noted');
select given.nobody();
select is(
    (select concat_ws(' ', b.external_id, s.failures, s.last_error)
    from data.busy as b join data.calendar_syncs as s on s.calendar_id = b.calendar_id),
    'a 1 It answers 500.', 'beside what was found before'
);

-- What stands in somebody's calendar because we sent it there.
create temporary table booked as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as hers,
    given.booking('alder', 'Cut', 'Ben', given.day(0, '12:00'), 'Ann') as bens;
grant select on booked to public;

create function pg_temp.span(p_booking_id uuid, p_hour text) returns jsonb
    language sql
    return jsonb_build_object(
        'id', p_hour, 'booking_id', p_booking_id,
        'starts_at', given.at('alder', given.day(0, p_hour::time)),
        'ends_at', given.at('alder', given.day(0, p_hour::time + interval '1 hour'))
    );

create function pg_temp.found(p_removed jsonb default null) returns void
    language sql
    return api.settle_calendar(
        p_tenant_id => given.tenant_id('alder'),
        p_calendar_id => '01900000-0000-7000-8000-000000000001',
        p_claim_id => pg_temp.claim_id(),
        p_again_seconds => 60,
        p_spans => (
            select jsonb_build_array(
                pg_temp.span(hers, '10:00'), pg_temp.span(bens, '12:00'),
                pg_temp.span('01900000-0000-7000-8000-000000000008', '14:00')
            )
            from booked
        ),
        p_removed => p_removed,
        p_from => given.at('alder', given.day()), p_until => given.at('alder', given.day(30))
    );

create function pg_temp.busy() returns text[]
    language sql security definer
    return array(select b.external_id from data.busy as b where b.external_id <> 'a' order by 1);

select given.acting_for('alder', 'worker');
select lives_ok($$ select pg_temp.found() $$, 'three bookings stand in her calendar');
select is(
    pg_temp.busy(), '{12:00,14:00}'::text[],
    'the one that she has here counts already; those where she is the customer count now'
);
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    $$ select api.reschedule_booking(
        given.tenant_id('alder'), bens, given.at('alder', given.day(0, '16:00')),
        p_resource_id => given.resource_id('alder', 'Ann')
    ) from booked $$, 'she takes over from Ben'
);
select given.acting_for('alder', 'worker');
select lives_ok($$ select pg_temp.found('[]') $$, 'what has changed is said of all three');
select is(pg_temp.busy(), '{14:00}'::text[], 'so that one counts no longer');
select lives_ok(
    $$ select api.settle_calendar(
        p_tenant_id => given.tenant_id('alder'),
        p_calendar_id => '01900000-0000-7000-8000-000000000001',
        p_claim_id => pg_temp.claim_id(), p_again_seconds => 60
    ) $$, 'nothing has changed'
);

select * from finish();
rollback;
