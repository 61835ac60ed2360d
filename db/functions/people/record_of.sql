-- What is known of whoever has an e-mail address: the record that was made last, in any business.
-- Nulls: nothing. It is for them alone: what is written to the address, or becomes their account
-- once they have shown that it is theirs.

create function private.record_of(p_email text) returns data.customers
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_customer data.customers;
begin
    -- What lets those rows be seen.
    perform private.add_claims(jsonb_build_object(
        'verified_email', lower(p_email), 'proven_email', lower(p_email)
    ));

    select c.*
    into v_customer
    from data.customer_addresses as a
    join data.customers as c on c.tenant_id = a.tenant_id and c.customer_id = a.customer_id
    where a.email = lower(p_email) and c.archived_at is null
    order by c.customer_id desc
    limit 1;

    perform private.begin_claims(v_claims, false);

    return v_customer;
end;
$$;

comment on function private.record_of is 'What is known of whoever has an e-mail address.';

grant execute on function private.record_of to holdfast_api;
