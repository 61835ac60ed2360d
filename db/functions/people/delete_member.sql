-- DELETE /v1/members/{id}
--
-- Fails with  KA001  not-signed-in
--             KC030  bookings-in-the-way
--             KC065  last-owner
--             KF001  forbidden
--             KF016  rank-too-low
--             KN015  member-not-found

create function api.delete_member(p_tenant_id uuid, p_user_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();
    perform private.end_membership(p_tenant_id, p_user_id, null, false);
end;
$$;

comment on function api.delete_member is
    'Let somebody go who has no bookings to come, or leave.

Their calendars are archived. With bookings to come, see off-board.

Answers nothing.';

alter function api.delete_member owner to holdfast_api;
grant execute on function api.delete_member to holdfast_web, holdfast_person;
