-- What a notice waits for: those of one recipient and subject come in order. What may be put off
-- (quiet hours) waits for its own kind only, so that it keeps nothing else waiting.

create function private.notice_order(p_kind text, p_recipient_id uuid, p_subject_id uuid)
returns uuid
    language sql immutable parallel safe
    return md5(
        p_recipient_id::text || p_subject_id::text
        || case when p_kind in ('reminder', 'review_request') then p_kind else '' end
    )::uuid;

comment on function private.notice_order is 'What a notice waits for.';

grant execute on function private.notice_order to holdfast_api;
