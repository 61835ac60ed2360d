-- private.events_together: what happened to a series in one transaction, and what is looked through
-- to find it.

begin;
select plan(3);

select given.tenant('alder');
select given.resource('alder', 'Bo');
select given.service('alder', 'Cut', 60, 'Bo');
create temporary table made as
select given.series('alder', 'Cut', 'Bo', given.day(0, '10:00'), 3, 7) ->> 'id' as id;
grant select on made to public;
-- What has happened since, while nobody relayed: to others, and to the series at other moments.
insert into data.events (tenant_id, type, subject_id, data, occurred_at)
select
    given.tenant_id('alder'), 'booking.updated', uuidv7(),
    jsonb_build_object('series_id', case when n % 2 = 0 then id end),
    now() + make_interval(secs => n)
from made, generate_series(1, 400) as n;
-- Of this moment too, and of another series.
insert into data.events (tenant_id, type, subject_id, data)
values (given.tenant_id('alder'), 'booking.updated', uuidv7(), '{"series_id": "another"}');

create function pg_temp.found() returns bigint
    language plpgsql
as $$
declare
    v_found bigint;
begin
    perform given.acting_for('alder', 'worker');
    reset role;
    set local role holdfast_api;
    select count(*)
    into v_found
    from made
    cross join lateral private.events_together(given.tenant_id('alder'), id, now());
    perform given.nobody();
    return v_found;
end;
$$;

-- How many events have been read since the transaction began.
create function pg_temp.read() returns bigint
    language sql
as $$
    select idx_tup_fetch + seq_tup_read
    from pg_stat_xact_user_tables
    where schemaname = 'data' and relname = 'events';
$$;

select is(pg_temp.found(), 3::bigint, 'what was booked in one go');
create temporary table before as select pg_temp.read() as read;
select is(pg_temp.found(), 3::bigint, 'each time');
select cmp_ok(pg_temp.read() - read, '<=', 4::bigint, 'nothing later is looked through')
from before;

select * from finish();
rollback;
