-- api.update_template: a business writes otherwise.

begin;
select plan(10);

select given.tenant('alder');
select given.tenant('birch');
select given.templates('alder'), given.templates('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

select is(
    given.outcomes('alder', $$
        select api.update_template(given.tenant_id('alder'), 'reminder', 'en', p_subject => 'Soon')
    $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner'
);

select is(
    api.update_template(
        given.tenant_id('alder'), 'reminder', 'en', p_body => 'It is {{ starts_at }}, {{service}}.'
    )
        - 'kind' - 'locale',
    jsonb_build_object(
        'subject', 'Soon', 'body', 'It is {{ starts_at }}, {{service}}.',
        'updated_at', to_jsonb(u.at)
    ),
    'what is given is changed, and it is known when'
)
from (select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at) as u;
select is(
    given.outcome(format($$
        select api.update_template(given.tenant_id('alder'), 'reminder', 'en', p_body => %L)
    $$, body)),
    '23514', body || ' has no such placeholder'
)
from unnest(array['{{ password }}', '{{ Starts_at }}', '{{  service }}', 'a }} b', '{{']) as body;
select is(
    given.outcome($$
        select api.update_template(given.tenant_id('alder'), 'reminder', 'en', p_subject => E'a\nb')
    $$),
    '23514', 'a subject is one line'
);
select is(
    given.outcome($$
        select api.update_template(given.tenant_id('alder'), 'reminder', 'en', p_clear => '["body"]')
    $$),
    '23502', 'there is always something to say'
);

select given.nobody();
create temporary table before as select event_id from data.events;
update data.templates set body = 'Soon.'
where
    tenant_id = given.tenant_id('alder') and kind = 'reminder' and locale in ('en', 'it');
select is(
    (
        select string_agg(concat_ws(' ', e.type, e.data ->> 'locale'), ', ' order by e.event_id)
        from data.events as e
        where e.event_id not in (select event_id from before)
    ),
    'template.updated en, template.updated it', 'whoever changes one, it is an event'
);

select * from finish();
rollback;
