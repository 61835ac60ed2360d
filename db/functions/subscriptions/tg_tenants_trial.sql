-- Where the plan that everybody has is for a while only, a business has until then to choose one:
-- from the moment it is open.

create function private.tg_tenants_trial() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_days constant integer := (select p.trial_days from data.plans as p where p.is_default);
    v_subscription data.tenant_subscriptions;
begin
    if coalesce(v_days, 0) = 0 then
        return null;
    end if;

    perform private.add_claims(jsonb_build_object('role', 'owner', 'tenant_id', new.tenant_id));

    insert into data.tenant_subscriptions (tenant_id, free_until, lapses_at)
    values (
        new.tenant_id,
        now() + make_interval(days => v_days),
        now() + make_interval(days => v_days)
    )
    on conflict do nothing
    returning * into v_subscription;

    if found then
        perform private.write_subscription(v_subscription);
    end if;

    perform set_config('request.claims', v_claims::text, true);

    return null;
end;
$$;

comment on function private.tg_tenants_trial is
    'Say until when a new business may do without a subscription.';

create trigger _300_trial_of_insert after insert on data.tenants
for each row when (new.status = 'active')
execute function private.tg_tenants_trial();

create trigger _300_trial_of_update after update of status on data.tenants
for each row when (old.status = 'pending' and new.status = 'active')
execute function private.tg_tenants_trial();
