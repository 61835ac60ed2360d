-- The one shape that says to whom a booking is to be invoiced.

create function private.billing_json(p_booking data.bookings) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_booking).booking_id,
        coalesce((d.said).name, (p_booking).customer_name),
        (d.said).company,
        (d.said).address,
        (d.said).tax_number
    )::api.billing)
    from (select private.billing_of(p_booking) as said) as d;
$$;

comment on function private.billing_json is
    'To whom a booking is to be invoiced, as clients see it.';

grant execute on function private.billing_json to holdfast_api;
