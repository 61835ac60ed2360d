-- The application calls it with what was answered to messages, whose signature it has verified:
-- [{"phone", "text"}]. What it says is not kept; but whoever wants no more gets no more, and who
-- has written may be written to for a day. What is said to a number that is no business's is said
-- to all that use it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.take_replies(
    p_tenant_id uuid,
    p_channel data.phone_channel,
    p_replies jsonb
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('carrier');
    perform private.add_claims('{"role": "worker"}');

    perform private.note_contact(
        p_tenant_id, p_channel, r.phone, private.reply_means(r.text)
    )
    from jsonb_to_recordset(p_replies) as r (phone text, text text);
end;
$$;

comment on function api.take_replies is
    'Note what was answered to messages.

Answers nothing.';

alter function api.take_replies owner to holdfast_api;
grant execute on function api.take_replies to holdfast_web;
