-- Ends everything that one sign-in led to. The caller has the family locked: see take_session.

create function private.revoke_family(p_family_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.sessions
    set revoked_at = now()
    where family_id = p_family_id and revoked_at is null;
end;
$$;

comment on function private.revoke_family is 'Revoke every session of a family.';

grant execute on function private.revoke_family to holdfast_api;
