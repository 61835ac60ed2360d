-- What is needed to send an e-mail that was written down: as it was written. Null if it was
-- forgotten meanwhile.

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
    where m.message_id = p_message_id;
$$;

comment on function private.message_details is 'What is needed to send an e-mail.';

grant execute on function private.message_details to holdfast_api;
