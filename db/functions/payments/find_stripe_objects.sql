-- Which of ours an event is about: the rows that it refers to, where the account is that business's
-- own. None if it refers to nothing of ours, or to what is somebody else's.

create function private.find_stripe_objects(p_event data.stripe_events)
returns data.stripe_objects[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_named constant data.stripe_objects[] := array(
        select o
        from data.stripe_objects as o
        where o.stripe_id = any(private.stripe_mentions_of(p_event.facts))
        order by o.tenant_id, o.kind, o.object_id, o.stripe_id
    );
    v_each data.stripe_objects;
    v_own data.stripe_objects[] := '{}';
begin
    foreach v_each in array v_named loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_each.tenant_id));

        if p_event.account_id is null or exists (
            select
            from data.payment_accounts as a
            where a.tenant_id = v_each.tenant_id and a.account_id = p_event.account_id
        ) then
            v_own := v_own || v_each;
        end if;
    end loop;

    return v_own;
end;
$$;

comment on function private.find_stripe_objects is 'Which of ours an event of Stripe''s is about.';

grant execute on function private.find_stripe_objects to holdfast_api;
