-- Whether a business tells something there: a webhook or a calendar of its own, or, on a channel
-- that is one queue, the business itself; or whatever it has told something before.

create function private.is_target(p_tenant_id uuid, p_channel text, p_target_id uuid)
returns boolean
    language sql stable
    set search_path = ''
as $$
    select exists (
        select
        from data.queues as q
        where
            q.tenant_id = p_tenant_id and q.channel = p_channel and q.target_id = p_target_id
    ) or p_target_id = p_tenant_id and p_channel not in ('webhook', 'calendar');
$$;

comment on function private.is_target is 'Whether a business tells something there.';

grant execute on function private.is_target to holdfast_api;
