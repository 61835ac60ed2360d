-- What is needed to write to the customer of a notice by telephone, whichever way: the number, the
-- language and the words. Null if there is nothing to tell any more, no number, nobody there, or
-- they do not want it.

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
        return null;
    end if;

    v_contact := private.phone_contact(p_delivery.tenant_id, p_delivery.channel, v_phone);

    if
        v_contact.opted_out_at is not null
        -- Numbers are given to somebody else, and people begin to use WhatsApp.
        or v_contact.gone_at > now() - interval '30 days'
        or p_needs_consent and not private.has_consented(p_delivery, p_delivery.channel)
    then
        return null;
    end if;

    v_words := private.told_words(p_delivery);

    return case when v_words is not null then jsonb_build_object(
        'phone', v_phone,
        'locale', v_words ->> 'locale',
        'words', v_words,
        'may_write_freely', coalesce(v_contact.heard_at > now() - interval '24 hours', false)
    ) end;
end;
$$;

comment on function private.phone_details is
    'What is needed to write to a customer by telephone.';

grant execute on function private.phone_details to holdfast_api;
