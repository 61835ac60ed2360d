-- Withdraws a link that nobody has followed yet.

create function private.withdraw_link(p_link_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.one_time_links
    set used_at = now()
    where link_id = p_link_id and used_at is null;
end;
$$;

comment on function private.withdraw_link is 'Withdraw a link that nobody has followed.';

grant execute on function private.withdraw_link to holdfast_api;
