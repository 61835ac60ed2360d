-- What every letter about something that was sold says of the business.

create function private.sold_words(p_tenant_id uuid) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select jsonb_build_object(
        'business', t.name, 'slug', t.slug, 'time_zone', t.time_zone
    )
    from data.tenants as t
    where t.tenant_id = p_tenant_id;
$$;

comment on function private.sold_words is 'What letters about a sale say of the business.';

grant execute on function private.sold_words to holdfast_api;
