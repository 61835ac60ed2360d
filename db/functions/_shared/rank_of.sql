-- Who stands above whom. Bare and inlinable on purpose: policies ask it.

create function private.rank_of(p_role text) returns integer
    language sql immutable parallel safe
    return case p_role
        when 'platform_admin' then 5
        when 'owner' then 4
        when 'manager' then 3
        when 'staff' then 2
        when 'customer' then 1
        else 0
    end;

comment on function private.rank_of is 'The rank of a role; a higher one is above a lower.';

grant execute on function private.rank_of to holdfast_api;
