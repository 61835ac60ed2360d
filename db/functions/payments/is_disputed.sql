-- Whether the bank of a customer asks a payment back, and has not decided.

create function private.is_disputed(p_payment data.payments) returns boolean
    language sql stable
    set search_path = ''
as $$
    select exists (
        select
        from data.disputes as d
        where
            d.tenant_id = (p_payment).tenant_id
            and d.payment_id = (p_payment).payment_id
            and d.status in ('needs_response', 'under_review')
    );
$$;

comment on function private.is_disputed is 'Whether the bank of a customer asks a payment back.';

grant execute on function private.is_disputed to holdfast_api;
