-- How the page of a payment is closed. One that is being asked for at this moment has no name yet:
-- it is looked for again a little later.

create function private.expire_details(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_payment data.payments;
begin
    select *
    into v_payment
    from data.payments
    where
        tenant_id = p_delivery.tenant_id
        and payment_id = (p_delivery.data ->> 'payment_id')::uuid;

    if v_payment.status in ('paid', 'processing', 'failed') then
        return private.skipped('It has been paid, or cannot be any more.');
    end if;

    if v_payment.session_id is null then
        return case
            when v_payment.created_at > now() - interval '10 minutes'
                then jsonb_build_object('not_before', now() + interval '1 minute')
            else private.skipped('There never was a page.')
        end;
    end if;

    return jsonb_build_object(
        'account_id', v_payment.account_id,
        'session_id', v_payment.session_id
    );
end;
$$;

comment on function private.expire_details is 'How the page of a payment is closed.';

grant execute on function private.expire_details to holdfast_api;
