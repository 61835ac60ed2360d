-- api.list_presets: what somebody can choose from who wants to open a business.

begin;
select plan(6);

create function pg_temp.listed(
    p_locale text default 'en', p_limit integer default 50, p_cursor text default null
) returns jsonb
    language sql
    return api.list_presets(
        private.begin_claims('{"role": "guest"}', false), p_locale, p_limit, p_cursor
    );

set local role holdfast_web;
select is(
    jsonb_path_query_array(pg_temp.listed(), '$.items[*].preset'),
    '["clinic", "fitness", "professional", "restaurant", "salon"]'::jsonb,
    'there are five, for everybody'
);
select is(
    (pg_temp.listed('it-CH') -> 'items' -> 4) - 'services' - 'resources',
    '{
        "preset": "salon", "name": "Salone di parrucchieri",
        "description": "Stylist, lavatesta e il tempo che serve per il colore."
    }'::jsonb,
    'in a language of ours'
);
select is(
    pg_temp.listed('da') -> 'items' -> 4 -> 'services' -> 2,
    '{
        "name": "Pandehårsklip", "category": "Hår", "duration_minutes": 15,
        "description": "Mellem to klipninger, på husets regning."
    }'::jsonb,
    'with what it sells'
);
select is(
    pg_temp.listed('pl') -> 'items' -> 4 -> 'resources' -> 0,
    '{"name": "Starszy stylista", "kind": "staff"}'::jsonb,
    'and by whom'
);
select is(pg_temp.listed('fr'), pg_temp.listed('en'), 'in English, where we have no better');
select is(
    jsonb_path_query_array(
        pg_temp.listed('en', 2, pg_temp.listed('en', 3) ->> 'next_cursor'), '$.items[*].preset'
    ),
    '["restaurant", "salon"]'::jsonb,
    'page by page'
);

select * from finish();
rollback;
