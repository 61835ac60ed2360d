-- An e-mail address is one customer of a business, in lower case; of those who were deleted, any.

create function private.violated_customer_known_once()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select c.tenant_id, unnest(array_agg(c.customer_id)), format('%s have the same one', count(*))
    from data.customers as c
    where c.email is not null and c.archived_at is null
    group by c.tenant_id, lower(c.email)
    having count(*) > 1;
$$;

comment on function private.violated_customer_known_once is
    'A business knows an e-mail address once.';

grant execute on function private.violated_customer_known_once to holdfast_reader;
