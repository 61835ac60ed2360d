-- What a message has shown of a number: {"phone": "gone"} or "opted_out".

create function private.heed_phone(p_delivery data.deliveries) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_what constant text := (
        select d.response ->> 'phone'
        from data.deliveries as d
        where d.tenant_id = p_delivery.tenant_id and d.delivery_id = p_delivery.delivery_id
    );
    v_phone constant text := private.phone_of(p_delivery);
begin
    if v_phone is not null and v_what in ('gone', 'opted_out') then
        perform private.note_contact(
            p_delivery.tenant_id, p_delivery.channel, v_phone, v_what
        );
    end if;
end;
$$;

comment on function private.heed_phone is 'Heed what a message has shown of a number.';

grant execute on function private.heed_phone to holdfast_api;
