-- What is said of each booking that a notice tells of (private.still_together), in order of time:
-- those words of private.notice_words that may differ. Null if it tells of one.

create function private.notice_occurrences(p_delivery data.deliveries) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select jsonb_agg(
        jsonb_strip_nulls(jsonb_build_object(
            'booking_id', w.words -> 'booking_id',
            'version', w.words -> 'version',
            'status', w.words -> 'status',
            'starts_at', w.words -> 'starts_at',
            'ends_at', w.words -> 'ends_at',
            'time_zone', w.words -> 'time_zone',
            'location', w.words -> 'location',
            'address', w.words -> 'address',
            'price', w.words -> 'price',
            'manage_token', case
                when p_delivery.data ->> 'recipient' = 'customer' then w.words -> 'manage_token'
            end
        ))
        order by b.nth
    )
    from jsonb_array_elements_text(p_delivery.data -> 'bookings')
        with ordinality as b (booking_id, nth)
    cross join lateral (
        select private.notice_words(p_delivery.tenant_id, b.booking_id::uuid) as words
    ) as w
    where jsonb_array_length(p_delivery.data -> 'bookings') > 1;
$$;

comment on function private.notice_occurrences is
    'What is said of each of several bookings that a notice tells of.';

grant execute on function private.notice_occurrences to holdfast_api;
