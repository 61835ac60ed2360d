-- A webhook was created, updated, disabled, enabled or deleted: that is an event like any other.
-- That its secrets were encrypted anew is not.

create function private.tg_endpoints_event() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_row constant data.endpoints := case when tg_op = 'DELETE' then old else new end;
    v_verb text;
begin
    if tg_op = 'UPDATE'
        and to_jsonb(old) - '{secret,previous_secret}'::text[]
        = to_jsonb(new) - '{secret,previous_secret}'::text[]
    then
        return null;
    end if;

    v_verb := case
        when tg_op = 'INSERT' then 'created'
        when tg_op = 'DELETE' then 'deleted'
        when old.disabled_at is null and new.disabled_at is not null then 'disabled'
        when old.disabled_at is not null and new.disabled_at is null then 'enabled'
        else 'updated'
    end;

    perform private.record_event(
        v_row.tenant_id, 'webhook.' || v_verb, v_row.endpoint_id, null,
        case v_verb
            when 'disabled' then jsonb_build_object('reason', v_row.disabled_reason)
            else '{}'
        end
    );

    return null;
end;
$$;

comment on function private.tg_endpoints_event is 'Record what happened to a webhook.';

create trigger _900_event after insert or update or delete on data.endpoints
for each row execute function private.tg_endpoints_event();
