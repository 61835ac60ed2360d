-- What is still to be delivered in all businesses together, by channel, and so much of it only: it
-- runs as a role that sees of such deliveries what they wait for. Each channel is there, so that
-- nobody takes a number that is missing for a good one.

create function private.backlog_by_channel() returns jsonb
    language sql stable security definer
    set search_path = ''
as $$
    select jsonb_object_agg(c.channel, jsonb_build_object(
        'waiting', coalesce(b.waiting, 0),
        'dead', coalesce(b.dead, 0),
        'lag_seconds', coalesce(b.lag_seconds, 0)
    ))
    from unnest(
        '{email,push,whatsapp,sms,webhook,calendar,relay}'::text[]
    ) as c (channel)
    left join (
        select
            s.channel, sum(s.waiting) as waiting, sum(s.dead) as dead,
            max(s.lag_seconds) as lag_seconds
        from data.backlog as s
        group by s.channel
    ) as b on b.channel = c.channel;
$$;

comment on function private.backlog_by_channel is 'What is still to be delivered, by channel.';

alter function private.backlog_by_channel owner to holdfast_sweeper;
grant execute on function private.backlog_by_channel to holdfast_api;
