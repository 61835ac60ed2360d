-- The number of the customer that a notice is for, as things stand now. Null if it is for somebody
-- else, or there is none.

create function private.phone_of(p_delivery data.deliveries) returns text
    language sql stable
    set search_path = ''
as $$
    select c.phone_e164
    from private.told_customer(p_delivery) as c;
$$;

comment on function private.phone_of is 'The number that a notice is for.';

grant execute on function private.phone_of to holdfast_api;
