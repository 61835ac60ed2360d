-- Ends all that a user is signed in to, but for one family. Each is locked first, for the same
-- reason as in take_session.

create function private.end_families(p_user_id uuid, p_but uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_family_id uuid;
begin
    for v_family_id in
        select distinct s.family_id
        from data.sessions as s
        where s.user_id = p_user_id and s.revoked_at is null and s.family_id is distinct from p_but
        order by s.family_id
    loop
        perform pg_advisory_xact_lock(uuid_hash_extended(v_family_id, 0));
        perform private.revoke_family(v_family_id);
    end loop;
end;
$$;

comment on function private.end_families is 'End the sessions of a user, but for one sign-in.';

grant execute on function private.end_families to holdfast_api;
