-- A page of a list: at most p_limit items, and a cursor if there are more. The caller fetches one
-- row beyond the limit, each as {"item": …, "keys": […]}, to know whether there are.

create function private.page_json(p_rows jsonb, p_limit integer) returns jsonb
    language sql stable parallel safe
    return jsonb_build_object(
        'items', coalesce(jsonb_path_query_array(
            p_rows, '$[0 to $last].item', jsonb_build_object('last', p_limit - 1)
        ), '[]'),
        'next_cursor', case
            when jsonb_array_length(p_rows) > p_limit then private.page_cursor(
                variadic array(
                    select jsonb_array_elements_text(p_rows -> (p_limit - 1) -> 'keys')
                )
            )
        end
    );

comment on function private.page_json is 'A page of a list, with the cursor of the next.';

grant execute on function private.page_json to holdfast_api;
