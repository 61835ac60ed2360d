-- What there are notices of, and to whom. A text of the business for each has the same name
-- (data.template_kind), but that one to staff says something else of what waits for an answer:
-- when it is sent, staff_booked is staff_requested (private.notice_template).

create function private.notice_kinds() returns table (kind text, recipient text)
    language sql immutable parallel safe
    set search_path = ''
as $$
    values
    ('booking_confirmed', 'customer'),
    ('booking_requested', 'customer'),
    ('booking_declined', 'customer'),
    ('booking_cancelled', 'customer'),
    ('booking_rescheduled', 'customer'),
    ('booking_refunded', 'customer'),
    ('waitlist_offer', 'customer'),
    ('reminder', 'customer'),
    ('review_request', 'customer'),
    ('staff_booked', 'user'),
    ('staff_requested', 'user'),
    ('staff_cancelled', 'user'),
    ('staff_rescheduled', 'user')
$$;

comment on function private.notice_kinds is 'What there are notices of, and to whom.';

grant execute on function private.notice_kinds to holdfast_api;
