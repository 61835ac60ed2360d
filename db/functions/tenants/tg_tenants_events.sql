-- What happens to a business becomes events: what it is called, whether it is open, and the rest.

create function private.tg_tenants_events() returns trigger
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_told constant text[] := '{slug,status,pending_until}';
begin
    if old.status <> new.status then
        perform private.record_event(
            new.tenant_id,
            'tenant.' || case
                when new.status = 'suspended' then 'suspended'
                when old.status = 'pending' then 'opened'
                else 'resumed'
            end,
            new.tenant_id,
            null,
            -- Said by whoever suspends it (private.set_tenant_status).
            jsonb_build_object('reason', private.current_claims() -> 'reason')
        );
    end if;

    if old.slug <> new.slug then
        perform private.record_event(
            new.tenant_id, 'tenant.renamed', new.tenant_id, null,
            jsonb_build_object('from', old.slug, 'to', new.slug)
        );
    end if;

    if to_jsonb(old) - v_told <> to_jsonb(new) - v_told then
        perform private.record_event(
            new.tenant_id, 'tenant.updated', new.tenant_id, null, '{}'
        );
    end if;

    return null;
end;
$$;

comment on function private.tg_tenants_events is 'Record what happens to a business.';

alter function private.tg_tenants_events owner to holdfast_relay;

create trigger _900_event_created after insert on data.tenants
for each row execute function private.tg_record_event('tenant.created', 'tenant_id');

create trigger _900_event after update on data.tenants
for each row execute function private.tg_tenants_events();
