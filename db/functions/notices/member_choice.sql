-- By which ways a member wants to be told of what others do to their calendar, and when not.

create function private.member_choice(p_tenant_id uuid, p_user_id uuid) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select jsonb_build_object(
        'booked', wanted.booked, 'moved', wanted.moved, 'cancelled', wanted.cancelled
    ) || private.quiet_hours_json(private.own_quiet_hours(p_tenant_id, 'user', p_user_id))
    from (
        select
            coalesce(
                array_agg(c.channel order by c.nth) filter (where not said.muted ? 'booked'), '{}'
            ) as booked,
            coalesce(
                array_agg(c.channel order by c.nth) filter (where not said.muted ? 'moved'), '{}'
            ) as moved,
            coalesce(
                array_agg(c.channel order by c.nth) filter (where not said.muted ? 'cancelled'), '{}'
            ) as cancelled
        from unnest('{email,push}'::text[]) with ordinality as c (channel, nth)
        cross join lateral (
            select coalesce(jsonb_agg(m.topic), '[]') as muted
            from data.member_mutes as m
            where
                m.tenant_id = p_tenant_id
                and m.user_id = p_user_id
                and m.channel = c.channel
        ) as said
    ) as wanted;
$$;

comment on function private.member_choice is 'By which ways a member wants to be told.';

grant execute on function private.member_choice to holdfast_api;
