-- Gives all that is left of a payment back.

create function private.give_back(p_payment data.payments, p_reason text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.request_refund(p_payment, private.left_of(p_payment), p_reason, null);
end;
$$;

comment on function private.give_back is 'Give all that is left of a payment back.';

grant execute on function private.give_back to holdfast_api;
