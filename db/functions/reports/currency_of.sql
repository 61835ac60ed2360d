-- The currency of a business.

create function private.currency_of(p_tenant_id uuid) returns text
    language sql stable parallel safe
    return (select t.currency::text from data.tenants as t where t.tenant_id = p_tenant_id);

comment on function private.currency_of is 'The currency of a business.';

grant execute on function private.currency_of to holdfast_api;
