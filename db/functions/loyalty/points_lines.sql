-- A journal that gives a customer so many points, or takes them (fewer than none). What is given
-- makes up for what is owed first. With p_may_owe what is not there any more is owed; without it
-- taking more than there is, is refused (private.post_journal).
--
-- The customer's account is locked before it is summed up.

create function private.points_lines(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_points bigint,
    p_may_owe boolean,
    p_booking data.bookings default null
) returns private.ledger_line[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    -- What changes of the points that are owed.
    v_owed bigint := 0;
begin
    perform private.lock_account(p_tenant_id, 'loyalty_points', p_customer_id, 'PTS');

    if p_points > 0 then
        v_owed := -least(
            p_points, private.left_on(p_tenant_id, 'points_owed', p_customer_id, 'PTS')
        );
    elsif p_may_owe then
        v_owed := greatest(
            0, -p_points - private.left_on(p_tenant_id, 'loyalty_points', p_customer_id, 'PTS')
        );
    end if;

    return array[
        private.points_line('loyalty_issued', p_points, p_customer_id, p_booking),
        private.points_line('points_owed', v_owed, p_customer_id, p_booking),
        private.points_line('loyalty_points', -p_points - v_owed, p_customer_id, p_booking)
    ];
end;
$$;

comment on function private.points_lines is 'A journal that gives points, or takes them.';

grant execute on function private.points_lines to holdfast_api;
