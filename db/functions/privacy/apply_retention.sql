-- Erases and deletes what a business does not want to keep any longer, and says how much it was: so
-- many of each kind at a time, so that it is short. Nothing left to do, it is due again tomorrow.

create function private.apply_retention(p_tenant_id uuid) returns integer
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_rules constant data.retention_rules := private.retention_of(p_tenant_id);
    v_count integer;
begin
    v_count := private.forget_customers(
        p_tenant_id, now() - make_interval(months => v_rules.customers_months), 20
    ) + private.forget_waitlist(
        p_tenant_id, now() - make_interval(days => v_rules.waitlist_days), 500
    ) + private.forget_messages(
        p_tenant_id, now() - make_interval(days => v_rules.messages_days), 500
    ) + private.forget_deliveries(
        p_tenant_id, now() - make_interval(days => v_rules.messages_days), 500
    ) + private.forget_history(
        p_tenant_id, now() - make_interval(months => v_rules.history_months), 500
    ) + private.forget_buyers(p_tenant_id, 500);

    if v_count = 0 then
        insert into data.retention_runs (tenant_id)
        values (p_tenant_id)
        on conflict (tenant_id) do update
        set due_at = now() + interval '1 day';
    end if;

    return v_count;
end;
$$;

comment on function private.apply_retention is
    'Erase and delete what a business does not want to keep any longer; how much that was.';

grant execute on function private.apply_retention to holdfast_api;
