-- api.get_slug: whether a business can have a name, and if not, which ones like it.

begin;
select plan(8);

select given.tenant('alder');
select given.tenant('lapsed');
update data.tenants set status = 'pending', pending_until = now() - interval '1 second'
where slug = 'lapsed';

create function pg_temp.said(p_wanted text) returns text
    language sql
    return (
        select concat_ws(
            ' ', s ->> 'slug', s ->> 'available', coalesce(s ->> 'reason', '-'),
            (select string_agg(value, ',') from jsonb_array_elements_text(s -> 'suggestions'))
        )
        from api.get_slug(private.begin_claims('{"role": "guest"}', false), p_wanted) as s
    );

set local role holdfast_web;
select is(pg_temp.said('Elder'), 'elder true -', 'a name that is free, in small letters');
select is(pg_temp.said('lapsed'), 'lapsed true -', 'one that was abandoned is');
select is(
    pg_temp.said('alder'), 'alder false taken alder-2,alder-3,alder-4', 'one that is taken is not'
);
select is(pg_temp.said('WWW'), 'www false reserved www-2,www-3,www-4', 'nor one that is needed');
select is(
    pg_temp.said('Café Łódź'), 'café łódź false invalid cafe-lodz,cafe-lodz-2,cafe-lodz-3',
    'what is no name is made into one'
);
select is(pg_temp.said('?'), '? false invalid', 'if there is anything in it');
select is(
    pg_temp.said(repeat('a', 64)),
    repeat('a', 64) || ' false invalid ' || repeat('a', 58)
    || ',' || repeat('a', 58) || '-2,' || repeat('a', 58) || '-3',
    'a long one is cut'
);
select ok(
    pg_temp.said('alder-1234567890-1234567890-1234567890-1234567890-1234567890-123') !~ '--|-,',
    'but not into what is none'
);

select * from finish();
rollback;
