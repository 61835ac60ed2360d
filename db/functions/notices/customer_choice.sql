-- By which ways a customer wants to be told, of one booking or, if none is given, of any. Whoever
-- wants something of none of their bookings does not want it of this one.

create function private.customer_choice(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_booking_id uuid
) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(wanted.bookings, wanted.reminders, wanted.reviews)::api.customer_choice)
    from (
        select
            array_agg(c.channel order by c.nth) filter (where not said.muted ? 'bookings') as bookings,
            coalesce(
                array_agg(c.channel order by c.nth) filter (where not said.muted ? 'reminders'), '{}'
            ) as reminders,
            coalesce(
                array_agg(c.channel order by c.nth) filter (where not said.muted ? 'reviews'), '{}'
            ) as reviews
        from unnest('{email,push,whatsapp,sms}'::text[]) with ordinality as c (channel, nth)
        cross join lateral (
            select coalesce(jsonb_agg(m.topic), '[]') as muted
            from data.customer_mutes as m
            where
                m.tenant_id = p_tenant_id
                and m.customer_id = p_customer_id
                and (m.booking_id is null or m.booking_id = p_booking_id)
                and m.channel = c.channel
        ) as said
    ) as wanted;
$$;

comment on function private.customer_choice is 'By which ways a customer wants to be told.';

grant execute on function private.customer_choice to holdfast_api;
