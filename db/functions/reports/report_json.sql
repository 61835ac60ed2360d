-- A report: its period, how it is grouped, its rows, and one for all of them.

create function private.report_json(
    p_from date,
    p_to date,
    p_by text,
    p_rows jsonb,
    p_total jsonb
) returns jsonb
    language sql immutable parallel safe
    return jsonb_build_object(
        'from', p_from, 'to', p_to, 'by', p_by, 'rows', coalesce(p_rows, '[]'), 'total', p_total
    );

comment on function private.report_json is 'A report as clients see it.';

grant execute on function private.report_json to holdfast_api;
