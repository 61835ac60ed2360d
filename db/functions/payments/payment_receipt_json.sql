-- A payment that was made on site, as clients see it.

create function private.payment_receipt_json(p_payment data.payments) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        p_payment.payment_id,
        p_payment.booking_id,
        p_payment.status,
        p_payment.method,
        row(p_payment.amount_minor - p_payment.tip_minor, p_payment.currency)::api.money,
        row(p_payment.tip_minor, p_payment.currency)::api.money,
        array(
            select row(
                l.kind,
                row(l.amount_minor, p_payment.currency)::api.money,
                l.tax_basis_points
            )::api.receipt_line
            from data.payment_lines as l
            where
                l.tenant_id = p_payment.tenant_id and l.payment_id = p_payment.payment_id
            order by l.line
        ),
        row(private.total_of(b), b.currency)::api.money,
        row(private.paid_for(b), b.currency)::api.money,
        row(private.left_to_pay(b), b.currency)::api.money,
        private.utc(p_payment.created_at)
    )::api.payment_receipt)
    from data.bookings as b
    where b.tenant_id = p_payment.tenant_id and b.booking_id = p_payment.booking_id;
$$;

comment on function private.payment_receipt_json is 'A payment that was made on site.';

grant execute on function private.payment_receipt_json to holdfast_api;
