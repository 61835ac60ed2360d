-- What a business knows of the caller, as they see it: without what the staff noted.

create function private.profile_json(
    p_customer data.customers,
    p_business private.my_business
) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select private.as_mine(
        to_jsonb(row(
            null,
            (p_customer).name,
            coalesce((p_customer).email, (p_business).email),
            (p_customer).phone,
            (p_customer).locale,
            private.activity_of((p_customer).tenant_id, (p_customer).customer_id)
        )::api.profile),
        p_business
    );
$$;

comment on function private.profile_json is 'What a business knows of the caller.';

grant execute on function private.profile_json to holdfast_api;
