-- Reads an amount as a client says it, {"amount": 4500, "currency": "EUR"}, in the currency of the
-- business. Null stays null.
--
-- Fails with  KV022  money-invalid

create function private.money_of(p_tenant_id uuid, p_money jsonb, p_field text)
returns data.minor_units
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_currency text;
begin
    if p_money is null then
        return null;
    end if;

    select currency
    into v_currency
    from data.tenants
    where tenant_id = p_tenant_id;

    if jsonb_typeof(p_money) is distinct from 'object'
        or p_money - '{amount,currency}'::text[] <> '{}'
        or p_money ->> 'currency' is distinct from v_currency
        or jsonb_typeof(p_money -> 'amount') is distinct from 'number'
    then
        raise check_violation;
    end if;

    return (p_money ->> 'amount')::data.minor_units;
exception
    when check_violation or data_exception then
        raise exception using
            errcode = 'KV022',
            message = format(
                'An amount is {"amount": 4500, "currency": "%s"}, in minor units.', v_currency
            ),
            column = p_field;
end;
$$;

comment on function private.money_of is 'An amount of money, in minor units, read from JSON.';

grant execute on function private.money_of to holdfast_api;
