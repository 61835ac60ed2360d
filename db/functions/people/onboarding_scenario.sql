-- Which way in it is for whoever an invitation went to:
--
--   new_person         nobody knows them
--   existing_customer  they have an account, or have booked somewhere by that address
--   staff_elsewhere    they work for another business
--   member             they work here already
--
-- The caller has followed the link: the claims have the address, so row security shows them what is
-- theirs, wherever it is.

create function private.onboarding_scenario(p_tenant_id uuid, p_email text) returns text
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_user_id uuid;
begin
    select user_id
    into v_user_id
    from data.users
    where email = p_email;

    if found then
        perform private.add_claims(jsonb_build_object('sub', v_user_id));

        return (
            select case
                when bool_or(m.tenant_id = p_tenant_id) then 'member'
                when count(*) > 0 then 'staff_elsewhere'
                else 'existing_customer'
            end
            from data.members as m
            where m.user_id = v_user_id
        );
    end if;

    return case
        when exists (
            select
            from data.customers as c
            where c.email = p_email
        ) then 'existing_customer'
        else 'new_person'
    end;
end;
$$;

comment on function private.onboarding_scenario is
    'Which way in it is for somebody who was invited.';

grant execute on function private.onboarding_scenario to holdfast_api;
