-- What is paid for a booking stands against this: before the visit is over it is owed to the
-- customer, after that by them.

create function private.owed_account(p_booking data.bookings) returns text
    language sql immutable parallel safe
    return case when (p_booking).status = 'completed' then 'receivable' else 'deposits' end;

comment on function private.owed_account is
    'The kind of account that payments for a booking stand on.';

grant execute on function private.owed_account to holdfast_api;
