-- POST /links/resubscribe
--
-- Takes back what api.unsubscribe did by the same link.

create function api.resubscribe(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_from constant jsonb := private.current_claims() -> 'unsubscribes';
begin
    if v_from ->> 'recipient' = 'customer' then
        delete from data.customer_mutes as m
        using data.customers as c
        where
            c.tenant_id = p_tenant_id
            and c.customer_id = (v_from ->> 'recipient_id')::uuid
            and m.tenant_id = p_tenant_id
            and m.customer_id = coalesce(c.merged_into, c.customer_id)
            and m.booking_id is null
            and m.channel = v_from ->> 'channel'
            and m.topic = v_from ->> 'topic';
    elsif v_from ->> 'recipient' = 'user' then
        delete from data.member_mutes
        where
            tenant_id = p_tenant_id
            and user_id = (v_from ->> 'recipient_id')::uuid
            and channel = v_from ->> 'channel'
            and topic = v_from ->> 'topic';
    end if;
end;
$$;

comment on function api.resubscribe is
    'Switch on again what a notice is about, by the link in it.

Answers nothing.';

alter function api.resubscribe owner to holdfast_api;
grant execute on function api.resubscribe to holdfast_web;
