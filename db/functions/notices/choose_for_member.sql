-- A member wants to be told of a topic by these ways and no others; null: as before.
--
-- Fails with  KV550  channels-invalid

create function private.choose_for_member(
    p_tenant_id uuid,
    p_user_id uuid,
    p_topic text,
    p_channels jsonb
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_known constant text[] := '{email,push}';
    v_channels constant text[] := private.channels_of(p_channels, v_known, p_topic);
begin
    delete from data.member_mutes
    where
        tenant_id = p_tenant_id
        and user_id = p_user_id
        and topic = p_topic
        and channel = any(v_channels);

    insert into data.member_mutes (tenant_id, user_id, channel, topic)
    select p_tenant_id, p_user_id, channel, p_topic
    from unnest(v_known) as channel
    where channel <> all(v_channels)
    on conflict do nothing;
end;
$$;

comment on function private.choose_for_member is 'By which ways a member is told of a topic.';

grant execute on function private.choose_for_member to holdfast_api;
