-- How many of something the plan of a business allows: staff, locations, bookings or messages.
-- Null: any number.

create function private.limit_of(p_plan data.plans, p_limit text) returns integer
    language sql immutable parallel safe
    return case p_limit
        when 'staff' then (p_plan).max_staff
        when 'locations' then (p_plan).max_locations
        when 'bookings' then (p_plan).max_bookings
        when 'messages' then (p_plan).max_messages
    end;

comment on function private.limit_of is 'How many of something a plan allows.';

grant execute on function private.limit_of to holdfast_api;
