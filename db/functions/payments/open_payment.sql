-- Writes down a payment that is about to be made, and what it is made of.

create function private.open_payment(
    p_payment data.payments,
    p_lines private.payment_line[]
) returns data.payments
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_payment data.payments := p_payment;
begin
    v_payment.payment_id := coalesce(p_payment.payment_id, uuidv7());
    v_payment.created_at := now();
    v_payment.application_fee_minor := coalesce(p_payment.application_fee_minor, 0);
    v_payment.tip_minor := coalesce(p_payment.tip_minor, 0);

    insert into data.payments
    values (v_payment.*);

    insert into data.payment_lines (
        tenant_id, payment_id, line, kind, amount_minor, tax_basis_points
    )
    select
        v_payment.tenant_id, v_payment.payment_id, l.ordinality, l.kind, l.amount_minor,
        l.tax_basis_points
    from unnest(p_lines) with ordinality as l;

    return v_payment;
end;
$$;

comment on function private.open_payment is 'Write down a payment that is about to be made.';

grant execute on function private.open_payment to holdfast_api;
