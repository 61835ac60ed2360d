-- What is needed to write and send an e-mail, as things stand now: to whom, in which language, in
-- whose name, and what it says. {"skipped": why} if there is nobody to tell it to; whether it is
-- true still is asked before (private.notice_gate).

create function private.email_details(p_delivery data.deliveries) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_for_staff constant boolean := p_delivery.data ->> 'recipient' = 'user';
    v_recipient jsonb;
    v_words jsonb;
    v_locale text;
begin
    if p_delivery.data ? 'message_id' then
        return coalesce(
            private.message_details((p_delivery.data ->> 'message_id')::uuid),
            private.skipped(
                'Its link leads nowhere any more: it was followed, replaced, or is too old.'
            )
        );
    end if;

    v_recipient := private.notice_recipient(p_delivery);

    if v_recipient ->> 'email' is null then
        return private.skipped('There is no e-mail address.');
    end if;

    v_words := private.told_words(p_delivery);
    v_locale := coalesce(
        v_recipient ->> 'locale',
        v_words ->> case when v_for_staff then 'tenant_locale' else 'locale' end
    );

    return (
        select jsonb_build_object(
            'recipient', v_recipient ->> 'email',
            'name', v_recipient ->> 'name',
            'locale', v_locale,
            'sender', coalesce(
                (private.notification_settings_of(t.tenant_id)).sender_name, t.name
            ),
            'reply_to', (private.notification_settings_of(t.tenant_id)).reply_to,
            'unsubscribe', private.unsubscribe_facts(p_delivery),
            'accent', t.accent,
            'template', private.notice_template(
                t.tenant_id, p_delivery.kind, v_words ->> 'status', v_locale
            ),
            'words', jsonb_strip_nulls(v_words || jsonb_build_object(
                'occurrences', private.notice_occurrences(p_delivery)
            ))
        )
        from data.tenants as t
        where t.tenant_id = p_delivery.tenant_id
    );
end;
$$;

comment on function private.email_details is 'What is needed to write and send an e-mail.';

grant execute on function private.email_details to holdfast_api;
