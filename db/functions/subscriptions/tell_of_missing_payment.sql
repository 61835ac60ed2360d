-- Writes to the owners when a payment was refused, with where to pay: once for each time that one
-- is missing, however often the bank is asked.

create function private.tell_of_missing_payment(
    p_was data.tenant_subscriptions,
    p_is data.tenant_subscriptions
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_is.unpaid_since is null or p_was.unpaid_since is not null then
        return;
    end if;

    perform private.write_about_plan(p_is, 'plan_unpaid', p_is.unpaid_since);
end;
$$;

comment on function private.tell_of_missing_payment is
    'Write to the owners when a payment was refused.';

grant execute on function private.tell_of_missing_payment to holdfast_api;
