-- The rank of the caller. A platform admin who acts for a business does as an owner, and stands
-- above all of them.

create function private.current_rank() returns integer
    language sql stable parallel safe
    return case
        when private.current_claims() ? 'acting' then private.rank_of('platform_admin')
        else private.rank_of(private.current_role_name())
    end;

comment on function private.current_rank is 'The rank of the role of the current request.';

grant execute on function private.current_rank to holdfast_api;
