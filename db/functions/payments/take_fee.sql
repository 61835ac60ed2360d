-- What it means that a fee has been paid. One that was waived while it was charged goes back; so
-- does one that was paid on a page and charged as well.

create function private.take_fee(p_payment data.payments) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_payment.waived_by is not null then
        perform private.give_back(p_payment, 'cancelled');
    elsif exists (
        select
        from data.payments as o
        where
            o.tenant_id = p_payment.tenant_id
            and o.booking_id = p_payment.booking_id
            and o.part = 'fee'
            and o.status = 'paid'
            and o.payment_id <> p_payment.payment_id
            and private.left_of(o) > 0
    ) then
        perform private.give_back(p_payment, 'paid_twice');
    end if;
end;
$$;

comment on function private.take_fee is 'What it means that a fee has been paid.';

grant execute on function private.take_fee to holdfast_api;
