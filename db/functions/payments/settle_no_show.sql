-- Who does not come gets nothing back; what they paid is earned, and what was agreed beyond that is
-- charged.

create function private.settle_no_show(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.open_fee(
        p_booking,
        private.fee_of(p_booking, 'no_show', private.keep_payments(p_booking))
    );
end;
$$;

comment on function private.settle_no_show is 'Keep, and charge, what was agreed of a no-show.';

grant execute on function private.settle_no_show to holdfast_api;
