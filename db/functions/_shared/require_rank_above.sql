-- Refuses whoever does not stand above a role: nobody grants their own or a higher one, nor decides
-- about somebody who has it.
--
-- Fails with  KF016  rank-too-low

create function private.require_rank_above(p_role text) returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if private.rank_of(p_role) < private.current_rank() then
        return;
    end if;

    raise exception using
        errcode = 'KF016',
        message = format('Somebody above the role %s decides about that.', p_role),
        column = 'role';
end;
$$;

comment on function private.require_rank_above is 'Raise unless the caller stands above a role.';

grant execute on function private.require_rank_above to holdfast_api;
