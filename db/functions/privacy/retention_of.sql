-- The rules of a business for how long it keeps things: what it said, or else the defaults.

create function private.retention_of(p_tenant_id uuid) returns data.retention_rules
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_rules data.retention_rules;
begin
    select *
    into v_rules
    from data.retention_rules
    where tenant_id = p_tenant_id;

    if not found then
        v_rules.tenant_id := p_tenant_id;
        v_rules.messages_days := 30;
    end if;

    return v_rules;
end;
$$;

comment on function private.retention_of is 'How long a business keeps what is personal.';

grant execute on function private.retention_of to holdfast_api;
