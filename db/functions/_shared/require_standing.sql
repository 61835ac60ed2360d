-- Refuses whoever is no longer here what their claims say. An access token is good until it ends, a
-- quarter of an hour at most, also in the hands of somebody who was let go since: what would
-- outlast it asks the members.
--
-- A platform admin who acts for the business was looked up already, and nobody is behind the claims
-- of a DBA for whose role there is no member.
--
-- Fails with  KF001  forbidden

create function private.require_standing() returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if private.current_user_id() is null or private.current_claims() ? 'acting' then
        return;
    end if;

    perform
    from data.members
    where
        tenant_id = private.current_tenant_id()
        and user_id = private.current_user_id()
        and private.rank_of(role) >= private.current_rank();

    if not found then
        raise exception using
            errcode = 'KF001',
            message = 'You do not have that role here any more. Sign in again.';
    end if;
end;
$$;

comment on function private.require_standing is
    'Raise if the caller is no longer here what their claims say.';

grant execute on function private.require_standing to holdfast_api;
