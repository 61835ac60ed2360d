-- Whether what staff are told waits for the end of quiet hours: nobody has tried it yet, and nobody
-- is about to.

create function private.is_put_off(p_delivery data.deliveries) returns boolean
    language sql stable
    return (p_delivery).status = 'pending'
    and (p_delivery).kind in ('staff_booked', 'staff_rescheduled', 'staff_cancelled')
    and (p_delivery).worker_id is null
    and (p_delivery).attempts = 0
    and (p_delivery).due_at > now() + interval '1 minute';

comment on function private.is_put_off is
    'Whether what staff are told waits for the end of quiet hours.';

grant execute on function private.is_put_off to holdfast_api;
