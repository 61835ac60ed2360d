-- Writes to the owners of a business about its plan, once for each kind and moment. Says whether it
-- did.

create function private.write_about_plan(
    p_subscription data.tenant_subscriptions,
    p_kind text,
    p_due_at timestamptz
) returns boolean
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_words record;
begin
    insert into data.subscription_letters (tenant_id, kind, due_at)
    values (p_subscription.tenant_id, p_kind, p_due_at)
    on conflict do nothing;

    if not found then
        return false;
    end if;

    select
        p.name as plan,
        coalesce(min(l.time_zone), t.time_zone) as time_zone
    into v_words
    from data.plans as p
    cross join data.tenants as t
    left join data.locations as l
        on l.tenant_id = t.tenant_id and l.archived_at is null
    where
        t.tenant_id = p_subscription.tenant_id
        and (p.plan = p_subscription.plan or p_subscription.plan is null and p.is_default)
    group by p.name, t.time_zone;

    perform private.write_to_owners(
        p_subscription.tenant_id,
        p_kind,
        jsonb_strip_nulls(jsonb_build_object(
            'plan', v_words.plan,
            'time_zone', v_words.time_zone,
            'ends_at', private.utc(case p_kind
                when 'plan_renews' then p_subscription.period_ends_at
                when 'plan_trial_ends'
                    then coalesce(p_subscription.trial_ends_at, p_subscription.free_until)
                else p_subscription.lapses_at
            end),
            'url', p_subscription.pay_url
        ))
    );

    return true;
end;
$$;

comment on function private.write_about_plan is
    'Write to the owners of a business about its plan, once.';

grant execute on function private.write_about_plan to holdfast_api;
