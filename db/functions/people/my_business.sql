-- A business that knows a customer's e-mail address.

create type private.my_business as (
    tenant_id uuid,
    slug text,
    name text,
    email text,
    -- What the caller said of themselves, before they were looked at as a guest of it.
    claims jsonb
);

comment on type private.my_business is 'A business that knows the e-mail address of the caller.';
