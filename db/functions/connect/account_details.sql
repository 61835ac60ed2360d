-- Of which account Stripe is asked what it is. Not in the second in which it said two things of it,
-- nor in the next: what it answers is then the last word on both.

create function private.account_details(p_delivery data.deliveries) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select case
        when p_delivery.created_at > now() - interval '1 second' then jsonb_build_object(
            'not_before', p_delivery.created_at + interval '1.1 seconds'
        )
        else (
            select jsonb_build_object('account_id', a.account_id)
            from data.payment_accounts as a
            where a.tenant_id = p_delivery.tenant_id
        )
    end;
$$;

comment on function private.account_details is 'Of which account Stripe is asked what it is.';

grant execute on function private.account_details to holdfast_api;
