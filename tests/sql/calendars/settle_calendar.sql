-- api.settle_calendar: what was found, or why nothing was.

begin;
select plan(7);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
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

select * from finish();
rollback;
