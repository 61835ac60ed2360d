-- A payment as whoever asks sees it, with all that became of it.

create function private.payment_json(p_payment data.payments) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_payment).payment_id,
        (p_payment).booking_id,
        (p_payment).part,
        (p_payment).method,
        (p_payment).status,
        row((p_payment).amount_minor, (p_payment).currency)::api.money,
        row((p_payment).tip_minor, (p_payment).currency)::api.money,
        row(private.refunded_of(p_payment), (p_payment).currency)::api.money,
        row(
            case when (p_payment).status = 'paid' then private.left_of(p_payment) else 0 end,
            (p_payment).currency
        )::api.money,
        array(
            select row(
                l.kind, row(l.amount_minor, (p_payment).currency)::api.money, l.tax_basis_points
            )::api.payment_line
            from data.payment_lines as l
            where
                l.tenant_id = (p_payment).tenant_id and l.payment_id = (p_payment).payment_id
            order by l.line
        ),
        array(
            select private.refund_json(r)
            from data.refunds as r
            where
                r.tenant_id = (p_payment).tenant_id and r.payment_id = (p_payment).payment_id
            order by r.refund_id
        ),
        array(
            select private.dispute_json(d)
            from data.disputes as d
            where
                d.tenant_id = (p_payment).tenant_id and d.payment_id = (p_payment).payment_id
            order by d.dispute_id
        ),
        private.utc((p_payment).due_at),
        private.utc((p_payment).paid_at),
        private.utc((p_payment).created_at)
    )::api.payment);
$$;

comment on function private.payment_json is 'A payment as whoever asks sees it.';

grant execute on function private.payment_json to holdfast_api;
