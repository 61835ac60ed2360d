-- api.read_clock: what the wall shows where a service is done, and private.instant_of, its inverse.

begin;
select plan(17);

select given.tenant('alder', 'America/New_York');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.service('alder', 'Tour', 60, 'Ann');
select given.tenant('birch');

create function pg_temp.clock(
    p_at text, p_until text default null, p_slug text default 'alder', p_service text default 'Cut'
) returns jsonb
    language sql
as $$
    select api.read_clock(
        p_tenant_id => given.tenant_id(p_slug),
        p_service_id => given.service_id('alder', p_service),
        p_starts_at => p_at,
        p_until => p_until
    );
$$;

select given.acting_for('alder');
select is(
    pg_temp.clock('2026-12-01T15:00:00Z', '2026-07-01T15:00:00Z'),
    '{
        "time_zone": "America/New_York",
        "starts_at": "2026-12-01T10:00:00",
        "until": "2026-07-01T11:00:00"
    }',
    'moments are read off the wall, whatever the season'
);
select is(
    pg_temp.clock('2026-12-01T15:00:00+09:00') ->> 'until', null, 'an end that is not asked is none'
);
select given.acting_for('birch');
select is(
    pg_temp.clock('2026-12-01T15:00:00Z', p_slug => 'birch') ->> 'time_zone', null,
    'another business''s service hangs on no wall'
);
select given.nobody();
insert into data.locations (tenant_id, name, time_zone)
values (given.tenant_id('alder'), 'Paris', 'Europe/Paris');
insert into data.resources (tenant_id, location_id, kind, name)
values (given.tenant_id('alder'), given.location_id('alder', 'Paris'), 'staff', 'Pia');
insert into data.candidates (tenant_id, service_id, resource_id, position)
values (
    given.tenant_id('alder'),
    given.service_id('alder', 'Tour'),
    given.resource_id('alder', 'Pia'),
    1
);
select given.acting_for('alder');
select is(
    pg_temp.clock('2026-12-01T15:00:00Z', p_service => 'Tour'),
    '{"time_zone": null, "starts_at": null, "until": null}', 'nor what is done in two zones'
);

-- And back.

select given.nobody();

create function pg_temp.at(p_local timestamp, p_zone text) returns text
    language sql
as $$ select private.utc(private.instant_of(p_local, p_zone)); $$;

select is(pg_temp.at('2026-12-01 10:00', 'Europe/Rome'), '2026-12-01T09:00:00Z', 'in winter');
select is(pg_temp.at('2026-07-01 10:00', 'Europe/Rome'), '2026-07-01T08:00:00Z', 'in summer');
select is(
    pg_temp.at('2026-03-08 02:30', 'America/New_York'), '2026-03-08T07:30:00Z',
    'a time that is left out is as much later'
);
select is(
    pg_temp.at('2026-11-01 01:30', 'America/New_York'), '2026-11-01T05:30:00Z',
    'of one that comes twice it is the first'
);
select is(
    pg_temp.at('2026-11-01 02:00', 'America/New_York'), '2026-11-01T07:00:00Z',
    'the next comes once'
);
select is(
    pg_temp.at('2026-11-01 00:59:59', 'America/New_York'), '2026-11-01T04:59:59Z',
    'and so does the one before'
);
select is(
    pg_temp.at('2026-10-04 02:15', 'Australia/Lord_Howe'), '2026-10-03T15:45:00Z',
    'where clocks move by half an hour, a time that is left out is half an hour later'
);
select is(
    pg_temp.at('2026-04-05 01:45', 'Australia/Lord_Howe'), '2026-04-04T14:45:00Z',
    'and of one that comes twice it is the first'
);
select is(
    pg_temp.at('2026-04-05 01:15', 'Australia/Lord_Howe'), '2026-04-04T14:15:00Z',
    'where an hour would be too much'
);
select is(
    pg_temp.at('2026-10-25 02:30', 'Europe/Rome'), '2026-10-25T00:30:00Z', 'the first, in Europe'
);
select is(
    pg_temp.at('2026-10-25 01:30', 'Europe/Dublin'), '2026-10-25T00:30:00Z',
    'and in Dublin, whose winter is called summer''s negative'
);
select is(
    pg_temp.at('2011-12-30 12:00', 'Pacific/Apia'), '2011-12-30T22:00:00Z',
    'a day that was left out is a day later'
);
select
    is(pg_temp.at('2026-12-01 10:00', 'Asia/Kathmandu'), '2026-12-01T04:15:00Z', 'or 45 minutes');

select * from finish();
rollback;
