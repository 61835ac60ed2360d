-- Somebody who has two calendars or more is one person in all of them, whichever businesses they
-- are of; with one, nothing has to be known of anybody. In each business it acts for that business,
-- as nobody in particular, and afterwards for whoever it was again.
--
-- Whoever is left with one calendar stays as they are: it does no harm, and no business has to be
-- touched because somebody left another.
--
-- The caller has locked all of them (private.lock_people).

create function private.share_person(p_user_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_calendar data.person_calendars;
begin
    if 2 > (select count(*) from data.person_calendars where user_id = p_user_id) then
        return;
    end if;

    for v_calendar in
        select *
        from data.person_calendars
        where user_id = p_user_id
        order by resource_id, tenant_id
    loop
        perform private.begin_claims(
            jsonb_build_object('tenant_id', v_calendar.tenant_id), false
        );
        perform private.set_person(v_calendar.tenant_id, v_calendar.resource_id, p_user_id)
        from data.resources as r
        where
            r.tenant_id = v_calendar.tenant_id
            and r.resource_id = v_calendar.resource_id
            and r.person_id is distinct from p_user_id;
    end loop;

    perform private.begin_claims(v_claims, false);
end;
$$;

comment on function private.share_person is
    'Let somebody with several calendars be one person in all of them.';

grant execute on function private.share_person to holdfast_api;
