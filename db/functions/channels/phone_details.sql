-- What is needed to write to the customer of a notice by telephone, whichever way: the number, the
-- language and the words. {"skipped": why} if there is nothing to tell any more, no number, nobody
-- there, or they do not want it.

create function private.phone_details(p_delivery data.deliveries, p_needs_consent boolean)
returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_phone constant text := private.phone_of(p_delivery);
    v_contact data.phone_contacts;
    v_words jsonb;
begin
    if v_phone is null then
        return private.skipped('There is no telephone number.');
    end if;

    v_contact := private.phone_contact(p_delivery.tenant_id, p_delivery.channel, v_phone);

    if v_contact.opted_out_at is not null then
        return private.skipped('They have written that they want no messages (STOP).');
    end if;

    -- Numbers are given to somebody else, and people begin to use WhatsApp.
    if v_contact.gone_at > now() - interval '30 days' then
        return private.skipped('Nobody was at this number within the last 30 days.');
    end if;

    if p_needs_consent and not private.has_consented(p_delivery, p_delivery.channel) then
        return private.skipped('They have not consented to messages on this channel.');
    end if;

    v_words := private.told_words(p_delivery);

    if v_words is null then
        return private.skipped('It is not true any more.');
    end if;

    return jsonb_build_object(
        'phone', v_phone,
        'locale', v_words ->> 'locale',
        'words', v_words,
        'may_write_freely', coalesce(v_contact.heard_at > now() - interval '24 hours', false)
    );
end;
$$;

comment on function private.phone_details is
    'What is needed to write to a customer by telephone.';

grant execute on function private.phone_details to holdfast_api;
