-- What an event says of a row: these columns of it. Instants, whose names end in "_at", leave the
-- database as they do everywhere.

create function private.event_data(p_row jsonb, p_columns text[]) returns jsonb
    language sql stable parallel safe
    return (
        select coalesce(
            jsonb_object_agg(
                c.name,
                case
                    when c.name like '%\_at'
                        then to_jsonb(private.utc((p_row ->> c.name)::timestamptz))
                    else p_row -> c.name
                end
            ),
            '{}'
        )
        from unnest(p_columns) as c (name)
    );

comment on function private.event_data is 'What an event says of a row.';

grant execute on function private.event_data to holdfast_relay;
