-- The money follows the booking, in the transaction that changes it and whichever door that came
-- through: what is called off is given back, what is over is earned.

create function private.tg_bookings_money() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    case new.status
        when 'cancelled_by_business', 'cancelled_by_customer', 'declined' then
            perform private.settle_cancellation(new);
            perform private.return_reward(new);
        when 'completed' then
            perform private.settle_completion(new);
            perform private.reward_completion(new);
            perform private.settle_gifts(new);
            perform private.keep_invoiced(new.tenant_id, new.booking_id);
        when 'confirmed', 'pending' then
            perform private.regain_reward(old, new);
        when 'expired' then
            perform private.release_prepaid(new);
        when 'no_show' then
            perform private.settle_no_show(new);
        else null;
    end case;

    return null;
end;
$$;

comment on function private.tg_bookings_money is 'Let the money follow the booking.';

create trigger _300_money after update of status on data.bookings
for each row when (old.status is distinct from new.status)
execute function private.tg_bookings_money();
