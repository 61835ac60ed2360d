-- A customer wants to be told of a topic by these ways and no others; null: as before. Of their
-- bookings they are told by e-mail whatever they say.
--
-- What somebody does not want of any of their bookings is not switched on by whoever has the token
-- of one: that may be anybody (api.update_booking_notifications).
--
-- Fails with  KC550  unsubscribed
--             KV550  channels-invalid

create function private.choose_for_customer(
    p_mute data.customer_mutes,
    p_topic text,
    p_channels jsonb
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_known constant text[] := '{email,push,whatsapp,sms}';
    v_channels text[] := private.channels_of(p_channels, v_known, p_topic);
begin
    if v_channels is null then
        return;
    end if;

    if p_topic = 'bookings' and 'email' <> all(v_channels) then
        v_channels := v_channels || '{email}';
    end if;

    if p_mute.booking_id is not null and exists (
        select
        from data.customer_mutes as m
        where
            m.tenant_id = p_mute.tenant_id
            and m.customer_id = p_mute.customer_id
            and m.booking_id is null
            and m.topic = p_topic
            and m.channel = any(v_channels)
    ) then
        raise exception using
            errcode = 'KC550',
            message = 'They do not want to be told that of any booking: '
            || 'whoever it is for takes it back by the link in what they were told, '
            || 'or with their account.',
            column = p_topic;
    end if;

    delete from data.customer_mutes
    where
        tenant_id = p_mute.tenant_id
        and customer_id = p_mute.customer_id
        and booking_id is not distinct from p_mute.booking_id
        and topic = p_topic
        and channel = any(v_channels);

    insert into data.customer_mutes (tenant_id, customer_id, booking_id, channel, topic)
    select p_mute.tenant_id, p_mute.customer_id, p_mute.booking_id, channel, p_topic
    from unnest(v_known) as channel
    where channel <> all(v_channels)
    on conflict do nothing;
end;
$$;

comment on function private.choose_for_customer is 'By which ways a customer is told of a topic.';

grant execute on function private.choose_for_customer to holdfast_api;
