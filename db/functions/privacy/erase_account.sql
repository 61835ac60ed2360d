-- Erases a user, who is the caller and works nowhere: with the row go its sessions, recovery codes
-- and links, and what was written to the address in the name of no business.
--
-- It runs as the one role that may: nobody else deletes a user.

create function private.erase_account(p_user data.users) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.forget_address(p_user.email);

    delete from data.users
    where user_id = p_user.user_id;
end;
$$;

comment on function private.erase_account is 'Erase the account of the caller.';

alter function private.erase_account owner to holdfast_eraser;
grant execute on function private.erase_account to holdfast_api;
