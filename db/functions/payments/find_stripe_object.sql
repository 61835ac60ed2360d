-- Which of ours an event is about: the row that it refers to, if the account is that business's
-- own. No row if it refers to nothing of ours, or to what is somebody else's.

create function private.find_stripe_object(p_event data.stripe_events)
returns table (tenant_id uuid, kind text, object_id uuid)
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_found record;
begin
    for v_found in
        select distinct o.tenant_id, o.kind, o.object_id
        from data.stripe_objects as o
        where o.stripe_id = any(private.stripe_mentions_of(p_event.facts))
    loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_found.tenant_id));

        -- What a business pays the platform is told of the platform's own account alone.
        if p_event.account_id is null or v_found.kind <> 'subscription' and exists (
            select
            from data.payment_accounts as a
            where
                a.tenant_id = v_found.tenant_id and a.account_id = p_event.account_id
        ) then
            return query select v_found.tenant_id, v_found.kind, v_found.object_id;
        end if;
    end loop;
end;
$$;

comment on function private.find_stripe_object is 'Which of ours an event of Stripe''s is about.';

grant execute on function private.find_stripe_object to holdfast_api;
