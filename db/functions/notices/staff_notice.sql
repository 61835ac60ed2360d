-- What whoever's calendar it is is told of an event: it may be the one that a visit left, or the
-- one that it went to. Null: nothing.

create function private.staff_notice(p_event data.events, p_resource data.resources) returns text
    language sql stable parallel safe
    return case
        when not private.announces(p_event) then null
        when (p_event).data ->> 'resource_id' <> (p_resource).resource_id::text
            then 'staff_cancelled'
        else case (p_event).type
            when 'booking.confirmed' then 'staff_booked'
            when 'booking.pending' then 'staff_booked'
            when 'booking.declined' then 'staff_cancelled'
            when 'booking.cancelled_by_customer' then 'staff_cancelled'
            when 'booking.cancelled_by_business' then 'staff_cancelled'
            when 'booking.rescheduled' then case
                when (p_event).data ->> 'previous_resource_id' is null then 'staff_rescheduled'
                else 'staff_booked'
            end
        end
    end;

comment on function private.staff_notice is 'What whoever''s calendar it is is told of an event.';

grant execute on function private.staff_notice to holdfast_api;
