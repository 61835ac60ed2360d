-- Goes to a business that knows the caller, as one of its guests, and gives whose record is theirs
-- there.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN030  profile-not-found

create function private.open_my_profile(p_slug text) returns data.customer_mutes
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_business private.my_business;
    v_mine data.customer_mutes;
begin
    select (b).*
    into v_business
    from unnest(private.my_businesses()) as b
    where (b).slug = p_slug;

    if found then
        v_mine.tenant_id := v_business.tenant_id;
        v_mine.customer_id := private.visit_business(v_business);
    end if;

    if v_mine.customer_id is null then
        raise exception using
            errcode = 'KN030',
            message = 'No business of that name knows you.';
    end if;

    return v_mine;
end;
$$;

comment on function private.open_my_profile is 'Go to a business that knows the caller.';

grant execute on function private.open_my_profile to holdfast_api;
