-- The tenant this transaction acts for, or null when nobody has said.
--
-- Bare and inlinable on purpose: policies compare with it, and it costs nothing where an index
-- serves the statement.

create function private.current_tenant_id() returns uuid
    language sql stable parallel safe
    return (
        nullif(current_setting('request.claims', true), '')::jsonb ->> 'tenant_id'
    )::uuid;

comment on function private.current_tenant_id is 'Tenant of the current request.';

grant execute on function private.current_tenant_id to
    holdfast_api, holdfast_reader, holdfast_historian, holdfast_relay;
