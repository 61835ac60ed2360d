-- What of a visit that is over is not earned any more: revenue, tax and commission go down by its
-- share of them. Before the visit is over there is nothing to put right. Of less than nothing so
-- much is earned again.
--
-- What is left of each is worked out from what is left of the whole, and this moves the difference:
-- when all has gone nothing is left of any, however it was cut.

create function private.unearn(
    p_booking data.bookings,
    p_amount_minor bigint,
    p_kind text,
    p_object_id uuid,
    p_cause text default null
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_was private.earned;
    v_is private.earned;
    v_back bigint;
    v_left bigint;
    v_tax bigint;
    v_commission bigint;
begin
    if p_booking.status is distinct from 'completed' then
        return;
    end if;

    v_was := private.earned(p_booking, true);
    v_is := private.earned(p_booking, false);
    v_back := greatest(
        least(p_amount_minor, v_is.revenue + v_is.tax),
        v_is.revenue + v_is.tax - v_was.revenue - v_was.tax
    );

    if v_back = 0 then
        return;
    end if;

    v_left := v_is.revenue + v_is.tax - v_back;
    v_tax := v_is.tax - round(v_was.tax::numeric * v_left / (v_was.revenue + v_was.tax));
    v_commission := v_is.commission
        - round(v_was.commission::numeric * v_left / (v_was.revenue + v_was.tax));

    perform private.post_journal(
        p_booking.tenant_id,
        p_kind,
        p_object_id,
        array[
            private.line_of(p_booking, 'receivable', -v_back),
            private.line_of(p_booking, 'revenue', v_back - v_tax),
            private.line_of(p_booking, 'tax', v_tax),
            private.line_of(p_booking, 'commission', -v_commission),
            private.line_of(p_booking, 'commission_payable', v_commission, v_was.staff_id)
        ],
        now(),
        p_cause
    );
end;
$$;

comment on function private.unearn is
    'Have what is not earned any more of a visit lower what was earned of it.';

grant execute on function private.unearn to holdfast_api;
