-- What room is left on each channel once these deliveries (delivery_task) are taken.

create function private.room_left(p_room jsonb, p_items jsonb) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select coalesce(jsonb_object_agg(r.key, r.value::integer - (
        select count(*)
        from jsonb_array_elements(p_items) as i
        where i.value ->> 'channel' = r.key
    )), '{}')
    from jsonb_each_text(p_room) as r;
$$;

comment on function private.room_left is 'What room is left on each channel.';

grant execute on function private.room_left to holdfast_api;
