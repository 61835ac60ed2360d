-- A payment for what is sold in advance, before it is written down.

create function private.draft_sale(p_tenant_id uuid, p_method text, p_amount_minor bigint)
returns data.payments
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_payment data.payments;
begin
    v_payment.tenant_id := p_tenant_id;
    v_payment.payment_id := uuidv7();
    v_payment.part := 'sale';
    v_payment.method := p_method;
    v_payment.amount_minor := p_amount_minor;
    v_payment.currency := (
        select t.currency from data.tenants as t where t.tenant_id = p_tenant_id
    );

    if p_method = 'stripe' then
        v_payment.status := 'pending';
    else
        v_payment.status := 'paid';
        v_payment.paid_at := now();
        v_payment.recorded_by := private.current_user_id();
    end if;

    return v_payment;
end;
$$;

comment on function private.draft_sale is 'A payment for what is sold in advance.';

grant execute on function private.draft_sale to holdfast_api;
