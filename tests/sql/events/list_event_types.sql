-- api.list_event_types: what can happen.

begin;
select plan(5);

create function pg_temp.listed(p_limit integer default 200, p_cursor text default null)
returns jsonb
    language sql
    return api.list_event_types(
        private.begin_claims('{"role": "guest"}', false), p_limit, p_cursor
    );

set local role holdfast_web;
select is(
    jsonb_path_query_first(
        pg_temp.listed(), '$.items[*] ? (@.type == "resource.released").description'
    ),
    '"They are free again, as far as that is concerned."', 'each is described, for everybody'
);
select is(
    jsonb_path_query_first(
        pg_temp.listed(), '$.items[*] ? (@.type == "customer.merged").schema.required'
    ),
    '["merged_id"]', 'and says what its data have'
);
select is(
    jsonb_path_query_array(pg_temp.listed(2), '$.items[*].type'),
    '["acting.ended", "acting.started"]', 'in order of their names'
);
select is(
    pg_temp.listed(1, pg_temp.listed(2) ->> 'next_cursor') -> 'items' -> 0 ->> 'type',
    'adjustment.created', 'page by page'
);

reset role;
select private.load_event_types('{"a.b": {"description": "A type.", "schema": {}}}');
set local role holdfast_web;
select is(
    jsonb_path_query_array(pg_temp.listed(), '$.items[*].type'), '["a.b"]',
    'what the files do not have any more is gone'
);

select * from finish();
rollback;
