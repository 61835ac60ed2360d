-- POST /links/unsubscribe (RFC 8058)
--
-- What is switched off, and whose, stands in the link, signed (app/unsubscribe.py): in the claims,
-- as unsubscribes. Whoever was merged into another meant the one that they are; of whoever is gone
-- there is nothing to switch off.

create function api.unsubscribe(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_from constant jsonb := private.current_claims() -> 'unsubscribes';
begin
    if v_from ->> 'recipient' = 'customer' then
        insert into data.customer_mutes (tenant_id, customer_id, channel, topic)
        select p_tenant_id, c.customer_id, v_from ->> 'channel', v_from ->> 'topic'
        from private.followed_customer(p_tenant_id, (v_from ->> 'recipient_id')::uuid) as c
        on conflict do nothing;
    elsif v_from ->> 'recipient' = 'user' then
        begin
            insert into data.member_mutes (tenant_id, user_id, channel, topic)
            values (
                p_tenant_id, (v_from ->> 'recipient_id')::uuid,
                v_from ->> 'channel', v_from ->> 'topic'
            )
            on conflict do nothing;
        exception
            when foreign_key_violation then null;
        end;
    end if;
end;
$$;

comment on function api.unsubscribe is
    'Switch off what a notice is about, by the link in it.

Answers nothing.';

alter function api.unsubscribe owner to holdfast_api;
grant execute on function api.unsubscribe to holdfast_web;
