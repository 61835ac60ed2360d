-- Whether somebody signs in with an e-mail address. The claims stay what they were.

create function private.has_account(p_email text) returns boolean
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_user constant data.users := private.user_of(p_email);
begin
    perform private.begin_claims(v_claims, false);
    return v_user.user_id is not null;
end;
$$;

comment on function private.has_account is 'Whether somebody signs in with an e-mail address.';

grant execute on function private.has_account to holdfast_eraser;
