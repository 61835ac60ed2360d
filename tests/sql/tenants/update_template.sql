-- api.update_template: a business writes otherwise.

begin;
select plan(13);

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
    '23514', 'a subject without a text is nothing'
);
select is(
    given.outcome($$
        select api.update_template(
            given.tenant_id('alder'), 'staff_booked', 'en', p_subject => 'New'
        )
    $$),
    '23514', 'nor is it where nothing was said yet'
);
select is(
    api.update_template(
        given.tenant_id('alder'), 'staff_booked', 'en', 'New', '{{ customer_name }}'
    ) ->> 'subject',
    'New', 'what staff are told is said in its words too'
);
select is(
    api.update_template(
        given.tenant_id('alder'), 'reminder', 'pl', p_clear => '["subject", "body"]'
    ) -> 'subject',
    'null', 'and it may say nothing, so that we do'
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
