-- From here on the transaction is a guest's of this business, who is known by their account: for as
-- long as it takes to look what is theirs there. Gives their record, which may have another address
-- since it was merged; null if they have none any more.

create function private.visit_business(p_business private.my_business) returns uuid
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_customer_id uuid;
begin
    perform private.begin_claims(
        p_business.claims - '{sub,slug,manage_token}'::text[] || jsonb_build_object(
            'tenant_id', p_business.tenant_id,
            'role', 'guest',
            'account', p_business.claims -> 'sub',
            'email', p_business.email
        ),
        false
    );

    select coalesce(merged_into, customer_id)
    into v_customer_id
    from data.customers
    where tenant_id = p_business.tenant_id and email = p_business.email and archived_at is null;

    perform private.add_claims(jsonb_build_object('account_customer', v_customer_id));

    return v_customer_id;
end;
$$;

comment on function private.visit_business is 'Look into a business as one of its customers.';

grant execute on function private.visit_business to holdfast_api;
