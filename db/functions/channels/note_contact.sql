-- Writes down what has become known of a number: opted_out, gone, back (they want to be written to
-- again) or heard. Whoever has written is there, whatever was said of them before.

create function private.note_contact(
    p_tenant_id uuid,
    p_channel text,
    p_phone text,
    p_what text
) returns void
    language sql volatile
    set search_path = ''
as $$
    insert into data.phone_contacts as c (
        tenant_id, channel, phone_digest, opted_out_at, gone_at, heard_at
    )
    values (
        p_tenant_id, p_channel, sha256(convert_to(p_phone, 'UTF8')),
        case when p_what = 'opted_out' then now() end,
        case when p_what = 'gone' then now() end,
        case when p_what in ('heard', 'back') then now() end
    )
    on conflict (tenant_id, channel, phone_digest) do update
    set
        opted_out_at = case
            when p_what <> 'back' then coalesce(c.opted_out_at, excluded.opted_out_at)
        end,
        gone_at = case
            when p_what not in ('heard', 'back') then coalesce(excluded.gone_at, c.gone_at)
        end,
        heard_at = coalesce(excluded.heard_at, c.heard_at);
$$;

comment on function private.note_contact is 'Write down what has become known of a number.';

grant execute on function private.note_contact to holdfast_api;
