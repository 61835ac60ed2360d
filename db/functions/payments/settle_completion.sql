-- A visit that is over is earned: what was paid for it before is revenue and tax now, what was not
-- is owed, and a tip is whose the visit was. Whoever led it has earned their commission: of a
-- session of a package that cost more than the visit, on all that the session cost. A place in a
-- class is a visit.

create function private.settle_completion(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_total constant bigint := private.total_of(p_booking);
    v_tax constant bigint := private.tax_of(p_booking);
    v_more constant bigint := case
        when v_total = 0 then 0 else -private.moved_for(p_booking, 'breakage')
    end;
    v_commission constant bigint := private.commission_for(p_booking, v_total - v_tax + v_more);
begin
    perform private.post_journal(
        p_booking.tenant_id,
        'booking.completed',
        p_booking.booking_id,
        case
            when p_booking.price_minor = 0 and p_booking.payment_status = 'none' then '{}'
            else private.held_lines(p_booking, 'receivable', v_total)
        end || array[
            private.line_of(p_booking, 'revenue', v_tax - v_total),
            private.line_of(p_booking, 'tax', -v_tax),
            private.line_of(p_booking, 'commission', v_commission),
            private.line_of(
                p_booking, 'commission_payable', -v_commission, p_booking.resource_id
            )
        ]
    );
end;
$$;

comment on function private.settle_completion is 'Earn a visit that is over.';

grant execute on function private.settle_completion to holdfast_api;
