-- Whether following the link of an invitation that was accepted signs somebody in: while that is
-- fresh, and they still work there. Whoever has a second factor signs in with it instead.

create function private.signs_in(p_invitation data.invitations) returns boolean
    language sql stable parallel safe
    set search_path = ''
as $$
    select (p_invitation).accepted_at > now() - interval '15 minutes' and exists (
        select
        from data.members as m
        join data.users as u on u.user_id = m.user_id
        where
            m.tenant_id = (p_invitation).tenant_id
            and m.user_id = (p_invitation).accepted_by
            and u.totp_on_at is null
    );
$$;

comment on function private.signs_in is 'Whether the link of an invitation signs somebody in.';

grant execute on function private.signs_in to holdfast_api;
