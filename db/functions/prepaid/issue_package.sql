-- A package that has been paid: its sessions, and what was paid for them, are the customer's.

create function private.issue_package(
    p_bought data.customer_packages,
    p_payment data.payments,
    p_location data.locations default null
) returns data.customer_packages
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_bought data.customer_packages;
    v_package data.packages;
    v_email text;
begin
    select *
    into v_package
    from data.packages
    where tenant_id = p_bought.tenant_id and package_id = p_bought.package_id;

    perform private.post_journal(
        p_bought.tenant_id,
        'payment.paid',
        p_payment.payment_id,
        array[
            private.line_at(
                p_location, private.money_account(p_payment.method), p_payment.amount_minor,
                p_bought.currency, p_bought.customer_id
            ),
            private.line_for(
                'package_value', -p_payment.amount_minor, p_bought.currency,
                p_bought.customer_package_id, p_bought.customer_id
            ),
            private.line_for(
                'sessions_issued', p_bought.sessions, 'SES', null, p_bought.customer_id
            ),
            private.line_for(
                'package_sessions', -p_bought.sessions, 'SES', p_bought.customer_package_id,
                p_bought.customer_id
            )
        ],
        p_payment.paid_at
    );

    update data.customer_packages
    set
        status = 'active',
        issued_at = now(),
        expires_at = now() + make_interval(days => v_package.validity_days)
    where
        tenant_id = p_bought.tenant_id
        and customer_package_id = p_bought.customer_package_id
    returning * into v_bought;

    v_email := (
        select c.email
        from data.customers as c
        where c.tenant_id = p_bought.tenant_id and c.customer_id = p_bought.customer_id
    );

    if v_email is not null then
        perform private.queue_message(
            p_bought.tenant_id,
            'package',
            v_email,
            p_bought.locale,
            private.sold_words(p_bought.tenant_id) || jsonb_strip_nulls(jsonb_build_object(
                'package', v_package.name,
                'sessions', p_bought.sessions,
                'expires_at', private.utc(v_bought.expires_at),
                'customer_id', p_bought.customer_id,
                'wallet_token', private.manage_token(p_bought.tenant_id, p_bought.customer_id)
            ))
        );
    end if;

    return v_bought;
end;
$$;

comment on function private.issue_package is 'Have a package be paid, and its sessions there.';

grant execute on function private.issue_package to holdfast_api;
