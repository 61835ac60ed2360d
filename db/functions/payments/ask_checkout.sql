-- Writes down a payment that is to be made online, and says what Stripe is to be asked. Its id is
-- what Stripe is asked by.

create function private.ask_checkout(
    p_payment data.payments,
    p_lines private.payment_line[],
    p_for private.checkout_for
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_payment constant data.payments := private.open_payment(p_payment, p_lines);
begin
    perform private.link_stripe(
        v_payment.tenant_id, v_payment.payment_id::text, 'payment', v_payment.payment_id
    );

    return private.checkout_request_json(v_payment, p_for);
end;
$$;

comment on function private.ask_checkout is 'Write down a payment that is to be made online.';

grant execute on function private.ask_checkout to holdfast_api;
