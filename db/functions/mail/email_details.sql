-- What is needed to write and send an e-mail, as things stand now: to whom, in which language, in
-- whose name, and what it says. Null if there is nothing to tell any more, or nobody to tell it to.

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
        return private.message_details((p_delivery.data ->> 'message_id')::uuid);
    end if;

    if private.notice_stands(p_delivery) is not true then
        return null;
    end if;

    v_recipient := private.notice_recipient(p_delivery);

    if v_recipient ->> 'email' is null then
        return null;
    end if;

    v_words := private.notice_words(p_delivery.tenant_id, private.notice_booking(p_delivery));
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
            'template', case when not v_for_staff then
                private.notice_template(t.tenant_id, p_delivery.kind, v_locale)
            end,
            'words', jsonb_strip_nulls(v_words || jsonb_build_object(
                'previously', p_delivery.data ->> 'previously',
                'occurrences', private.notice_occurrences(p_delivery),
                'entry_id', p_delivery.data ->> 'entry_id',
                'manage_token', case
                    when v_for_staff then null
                    when p_delivery.data ? 'entry_id' then private.manage_token(
                        t.tenant_id, (p_delivery.data ->> 'entry_id')::uuid
                    )
                    else v_words ->> 'manage_token'
                end
            ))
        )
        from data.tenants as t
        where t.tenant_id = p_delivery.tenant_id
    );
end;
$$;

comment on function private.email_details is 'What is needed to write and send an e-mail.';

grant execute on function private.email_details to holdfast_api;
