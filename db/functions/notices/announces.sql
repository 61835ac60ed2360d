-- Whether an event tells of a visit that is not over, and more than that a hold has begun, changed
-- or ended.

create function private.announces(p_event data.events) returns boolean
    language sql stable parallel safe
    return coalesce(((p_event).data ->> 'ends_at')::timestamptz > now(), false)
    and case
        when (p_event).type in ('booking.confirmed', 'booking.pending') then true
        when (p_event).type = 'booking.rescheduled'
            then (p_event).data ->> 'status' in ('pending', 'confirmed')
        else (p_event).data ->> 'previous_status' in ('pending', 'confirmed')
    end;

comment on function private.announces is 'Whether an event tells anybody anything.';

grant execute on function private.announces to holdfast_api;
