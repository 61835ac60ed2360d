-- What is known of a number: what it has said to the business, or to a number that is ours and no
-- business's.

create function private.phone_contact(p_tenant_id uuid, p_channel text, p_phone text)
returns data.phone_contacts
    language sql stable
    set search_path = ''
as $$
    select
        p_tenant_id, p_channel, sha256(convert_to(p_phone, 'UTF8')),
        max(c.opted_out_at), max(c.gone_at), max(c.heard_at)
    from data.phone_contacts as c
    where
        c.tenant_id in (p_tenant_id, '00000000-0000-0000-0000-000000000000')
        and c.channel = p_channel
        and c.phone_digest = sha256(convert_to(p_phone, 'UTF8'));
$$;

comment on function private.phone_contact is 'What is known of a number.';

grant execute on function private.phone_contact to holdfast_api;
