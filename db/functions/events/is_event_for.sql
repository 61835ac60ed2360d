-- Whether an event is for somebody who may see what concerns these calendars, or, if they are null,
-- everything (private.own_calendars). Row security says the same of what concerns no calendar.

create function private.is_event_for(p_event data.events, p_calendars uuid[]) returns boolean
    language sql stable parallel safe
    return p_calendars is null
        or coalesce(((p_event).data ->> 'resource_id')::uuid = any(p_calendars), false)
        or coalesce(((p_event).data ->> 'previous_resource_id')::uuid = any(p_calendars), false);

comment on function private.is_event_for is 'Whether an event is for the caller.';

grant execute on function private.is_event_for to holdfast_api;
