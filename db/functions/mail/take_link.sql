-- Uses up the link that the caller follows, and returns it. The application has checked what stood
-- in the e-mail, and says by the claims (link_id) which link that is.
--
-- Of two who follow it at once, the second is told that it is used.
--
-- Fails with  KA004  link-invalid

create function private.take_link(p_purpose text) returns data.one_time_links
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_link data.one_time_links;
begin
    update data.one_time_links
    set used_at = now()
    where
        link_id = (private.current_claims() ->> 'link_id')::uuid
        and purpose = p_purpose
        and used_at is null
        and expires_at > now()
    returning * into v_link;

    if not found then
        raise exception using
            errcode = 'KA004',
            message = 'The link has been used, or is too old. Ask for a new one.',
            column = 'token';
    end if;

    return v_link;
end;
$$;

comment on function private.take_link is 'The link that the caller follows, used up by that.';

grant execute on function private.take_link to holdfast_api;
