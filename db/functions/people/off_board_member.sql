-- POST /v1/members/{id}/off-board
--
-- Fails with  KA001  not-signed-in
--             KC030  bookings-in-the-way
--             KC065  last-owner
--             KC066  bookings-do-not-fit
--             KF001  forbidden
--             KF016  rank-too-low
--             KN005  resource-not-found
--             KN015  member-not-found
--             KV003  idempotency-mismatch
--             KV082  hand-over-invalid

create function api.off_board_member(
    p_tenant_id uuid,
    p_user_id uuid,
    p_hand_over_to uuid default null,
    p_keep_bookings boolean default false
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
begin
    perform private.require_staff();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_answer := private.end_membership(
        p_tenant_id, p_user_id, p_hand_over_to, p_keep_bookings
    );
    perform private.archive_left_calendars(p_tenant_id);

    return private.remember(p_tenant_id, 'staff', v_answer);
end;
$$;

comment on function api.off_board_member is
    'Let somebody go, or leave: with what becomes of their bookings to come.

Without a word on that, bookings to come in their calendars are refused with 409 bookings-in-the-way
and the first 50 of them. With hand_over_to each moves to that resource at its time, all or none.
With keep_bookings they stay, and the calendar takes nothing new and goes once they are over.
What was stays as it was, but invitations that they have sent are revoked. Staff may leave; what else
becomes of bookings, managers decide.

Answers off_boarding.';

alter function api.off_board_member owner to holdfast_api;
grant execute on function api.off_board_member to holdfast_web, holdfast_person;
