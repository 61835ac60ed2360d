-- What is to be paid for a booking now, as the lines that a customer reads. Together they are
-- private.amount_due and the tip.

create function private.lines_due(p_booking data.bookings, p_tip_minor bigint)
returns private.payment_line[]
    language sql stable
    set search_path = ''
as $$
    select array_agg(l::private.payment_line)
    from (values
        (
            case private.part_due(p_booking) when 'full' then 'price'
                else private.part_due(p_booking)
            end,
            private.amount_due(p_booking),
            null::integer
        ),
        ('tip', p_tip_minor, null)
    ) as l (kind, amount_minor, tax_basis_points)
    where l.amount_minor > 0;
$$;

comment on function private.lines_due is 'What is to be paid for a booking now, line by line.';

grant execute on function private.lines_due to holdfast_api;
