-- The one shape a customer has outside the database.

create function private.customer_json(p_customer data.customers) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_customer).customer_id,
        (p_customer).name,
        (p_customer).email,
        (p_customer).phone,
        (p_customer).note,
        (p_customer).locale,
        private.utc((p_customer).created_at)
    )::api.customer);

comment on function private.customer_json is 'A customer as clients see them.';

grant execute on function private.customer_json to holdfast_api;
