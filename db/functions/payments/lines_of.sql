-- So much of what a booking costs, and a tip, as the lines that a customer reads: the part of the
-- price, without tax; the tax on that; the tip. Together they are exactly the amount and the tip.

create function private.lines_of(
    p_booking data.bookings,
    p_part text,
    p_amount_minor bigint,
    p_tip_minor bigint
) returns private.payment_line[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_paid constant bigint := private.paid_for(p_booking);
    v_tax constant bigint := private.tax_within(p_booking, v_paid + p_amount_minor)
        - private.tax_within(p_booking, v_paid);
begin
    return array(
        select l::private.payment_line
        from (values
            (
                case p_part when 'full' then 'price' else p_part end,
                p_amount_minor - v_tax,
                null::integer
            ),
            ('tax', v_tax, p_booking.tax_basis_points::integer),
            ('tip', p_tip_minor, null)
        ) as l (kind, amount_minor, tax_basis_points)
        where l.amount_minor > 0
    );
end;
$$;

comment on function private.lines_of is 'So much of what a booking costs, line by line.';

grant execute on function private.lines_of to holdfast_api;
