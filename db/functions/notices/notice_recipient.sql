-- Who a notice is for, as they can be reached now: {"name", "email", "locale"}. A customer whose
-- record has become another's is that other one. Null if they are gone: customers who were erased
-- have no address any more, users who left are no members.

create function private.notice_recipient(p_delivery data.deliveries) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_id constant uuid := (p_delivery.data ->> 'recipient_id')::uuid;
    v_recipient jsonb;
begin
    if p_delivery.data ->> 'recipient' = 'user' then
        perform private.see_users(array[v_id]);

        select jsonb_build_object('name', u.name, 'email', u.email, 'locale', u.locale)
        into v_recipient
        from data.members as m
        join data.users as u on u.user_id = m.user_id
        where m.tenant_id = p_delivery.tenant_id and m.user_id = v_id;
    else
        select jsonb_build_object('name', c.name, 'email', c.email, 'locale', c.locale)
        into v_recipient
        from private.told_customer(p_delivery) as c;
    end if;

    return v_recipient;
end;
$$;

comment on function private.notice_recipient is 'Who a notice is for, as things stand now.';

grant execute on function private.notice_recipient to holdfast_api;
