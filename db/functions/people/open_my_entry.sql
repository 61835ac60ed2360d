-- Goes to the business where an entry of the waitlist is the caller's, as a guest with its manage
-- token.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN012  waitlist-entry-not-found

create function private.open_my_entry(p_entry_id uuid) returns private.my_business
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_business private.my_business;
    v_customer_id uuid;
begin
    foreach v_business in array private.my_businesses() loop
        v_customer_id := private.visit_business(v_business);

        if exists (
            select
            from data.waitlist
            where
                tenant_id = v_business.tenant_id
                and entry_id = p_entry_id
                and customer_id = v_customer_id
        ) then
            perform private.enter_business(v_business.claims, v_business.slug, p_entry_id);
            return v_business;
        end if;
    end loop;

    raise exception using
        errcode = 'KN012',
        message = 'There is no such entry on the waitlist.';
end;
$$;

comment on function private.open_my_entry is 'Go to the business of an entry of the caller.';

grant execute on function private.open_my_entry to holdfast_api;
