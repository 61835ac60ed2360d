-- Ends somebody's work for a business: what becomes of their bookings to come, then their
-- calendars, then the membership, and with it every session that they have there, and what they
-- have sent of invitations that nobody has accepted. What was stays: bookings keep the calendar
-- that they stood in, and who made them.
--
-- Somebody who leaves by themselves and is nobody's manager has nothing to decide about bookings.
--
-- Fails with  KC030  bookings-in-the-way
--             KC065  last-owner
--             KC066  bookings-do-not-fit
--             KF001  forbidden
--             KF016  rank-too-low
--             KN005  resource-not-found
--             KN015  member-not-found
--             KV082  hand-over-invalid

create function private.end_membership(
    p_tenant_id uuid,
    p_user_id uuid,
    p_hand_over_to uuid,
    p_keep_bookings boolean
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_member constant data.members := private.require_member(p_tenant_id, p_user_id);
    v_resource_ids uuid[];
    v_moved_ids uuid[] := '{}';
    v_kept_ids uuid[];
begin
    perform private.require_standing();

    if p_user_id is distinct from private.current_user_id() then
        perform private.require_rank_above(v_member.role);
    end if;

    perform pg_advisory_xact_lock(private.standing_key(p_tenant_id, p_user_id));

    -- Which calendars they have is settled before any is locked: whoever gives them one, wherever
    -- that is, comes the same way.
    perform private.lock_people(p_tenant_id, p_user_id, null, '{}');
    v_resource_ids := array(
        select r.resource_id
        from data.resources as r
        where r.tenant_id = p_tenant_id and r.user_id = p_user_id
        order by r.resource_id
    );

    if p_hand_over_to is not null and p_keep_bookings or p_hand_over_to = any(v_resource_ids) then
        raise exception using
            errcode = 'KV082',
            message = 'Bookings are handed over to somebody else, or kept: not both.',
            column = 'hand_over_to';
    end if;

    if p_hand_over_to is not null or p_keep_bookings then
        perform private.require_role('owner', 'manager');
    end if;

    if p_hand_over_to is not null then
        v_moved_ids := private.hand_over(p_tenant_id, v_resource_ids, p_hand_over_to);
    else
        perform private.lock_resources(p_tenant_id, '{}', v_resource_ids);

        if not p_keep_bookings then
            perform private.require_no_bookings(p_tenant_id, private.bookings_during(
                p_tenant_id, v_resource_ids, now(), 'infinity'
            ));
        end if;
    end if;

    perform private.revoke_invitations(p_tenant_id, p_user_id);
    v_kept_ids := private.give_up_calendars(p_tenant_id, v_resource_ids);

    delete from data.members
    where tenant_id = p_tenant_id and user_id = p_user_id;

    return to_jsonb(row(
        p_user_id,
        v_moved_ids,
        array(select id from unnest(v_resource_ids) as id where id <> all(v_kept_ids)),
        v_kept_ids
    )::api.off_boarding);
end;
$$;

comment on function private.end_membership is 'End somebody''s work for a business.';

grant execute on function private.end_membership to holdfast_api;
