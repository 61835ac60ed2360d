-- Pays all that is left of a booking with a session of its customer's. A session that cost less
-- than the visit, with its tax, takes the difference off its price; of one that cost more, the rest
-- is earned.
--
-- Fails with  KC171  no-package

create function private.spend_session(p_booking data.bookings) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_due constant bigint := private.left_to_pay(p_booking);
    v_bought constant data.customer_packages := private.pick_package(p_booking);
    v_booking data.bookings;
    v_share bigint;
begin
    if v_bought.customer_package_id is null then
        raise exception using
            errcode = 'KC171',
            message = 'There is no package with enough left that is good for this.';
    end if;

    v_share := private.session_share(v_bought, private.sessions_for(p_booking));
    v_booking := private.discount(p_booking, greatest(
        0,
        private.charged_for(p_booking) - private.charge_within(
            p_booking, private.total_of(p_booking) - v_due + v_share
        )
    ));
    perform private.pay_from(
        v_booking, 'package', v_bought.customer_package_id,
        least(v_share, private.left_to_pay(v_booking))
    );

    return v_booking;
end;
$$;

comment on function private.spend_session is 'Pay a booking with a session of a package.';

grant execute on function private.spend_session to holdfast_api;
