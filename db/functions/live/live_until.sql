-- The last event that a page after another one goes up to: so many at a time. Null if nobody has
-- said after which, if it is too long ago to tell all that has happened since, or if there has been
-- no such event (the database is an older copy of itself).

create function private.live_until(p_tenant_id uuid, p_after bigint) returns bigint
    language sql stable
    set search_path = ''
as $$
    select case
        when p_after between h.head - 1000 and h.head then least(h.head, p_after + 250)
    end
    from private.published_until(p_tenant_id) as h (head);
$$;

comment on function private.live_until is 'The last event of the page after another one.';

grant execute on function private.live_until to holdfast_api;
