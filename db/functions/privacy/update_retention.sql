-- PATCH /v1/retention
--
-- Fails with  KA001                 not-signed-in
--             KF001                 forbidden
--             retention_rules_sane  retention-invalid

create function api.update_retention(
    p_tenant_id uuid,
    p_customers_months integer default null,
    p_waitlist_days integer default null,
    p_messages_days integer default null,
    p_history_months integer default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_rules data.retention_rules;
begin
    perform private.require_role('owner');
    perform private.require_standing();

    insert into data.retention_rules (tenant_id)
    values (p_tenant_id)
    on conflict (tenant_id) do nothing;

    update data.retention_rules
    set
        customers_months = private.patched(
            p_clear, 'customers_months', p_customers_months, customers_months
        ),
        waitlist_days = private.patched(p_clear, 'waitlist_days', p_waitlist_days, waitlist_days),
        messages_days = private.patched(p_clear, 'messages_days', p_messages_days, messages_days),
        history_months = private.patched(
            p_clear, 'history_months', p_history_months, history_months
        )
    where tenant_id = p_tenant_id
    returning * into v_rules;

    return private.retention_json(v_rules);
end;
$$;

comment on function api.update_retention is
    'Say how long the business keeps what is personal. It is done once a day, for good.

Answers retention.';

alter function api.update_retention owner to holdfast_api;
grant execute on function api.update_retention to holdfast_web, holdfast_person;
