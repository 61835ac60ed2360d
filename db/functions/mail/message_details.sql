-- What is needed to send an e-mail that was written down: as it was written. Null if it was
-- forgotten meanwhile, or the link in it leads nowhere any more: it was followed, withdrawn or is
-- too old.

create function private.message_details(p_message_id uuid) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select jsonb_build_object(
        'recipient', m.recipient,
        'locale', m.locale,
        'link_id', m.link_id,
        'words', m.data
    )
    from data.messages as m
    left join data.one_time_links as l on l.link_id = m.link_id
    where
        m.message_id = p_message_id
        and (m.link_id is null or l.used_at is null and l.expires_at > now());
$$;

comment on function private.message_details is 'What is needed to send an e-mail.';

grant execute on function private.message_details to holdfast_api;
