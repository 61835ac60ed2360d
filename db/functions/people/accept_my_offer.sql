-- POST /v1/me/waitlist/{id}/accept
--
-- The same function as for a guest with the manage token does it.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN012  waitlist-entry-not-found
--             and what api.accept_offer says: KF002, KC003, KC051, KV003, KV015

create function api.accept_my_offer(p_tenant_id uuid, p_entry_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_business private.my_business;
begin
    v_business := private.open_my_entry(p_entry_id);

    return private.as_mine(api.accept_offer(v_business.tenant_id, p_entry_id), v_business);
end;
$$;

comment on function api.accept_my_offer is
    'Accept what you are offered from a waitlist.

Answers my_booking.';

alter function api.accept_my_offer owner to holdfast_api;
grant execute on function api.accept_my_offer to holdfast_web, holdfast_person;
