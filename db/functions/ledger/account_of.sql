-- An account of a business, which is made if there is none yet.

create function private.account_of(
    p_tenant_id uuid,
    p_kind text,
    p_subject_id uuid,
    p_unit text
) returns uuid
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_account_id uuid;
begin
    for v_try in 1..2 loop
        select account_id
        into v_account_id
        from data.ledger_accounts
        where
            tenant_id = p_tenant_id
            and kind = p_kind
            and subject_id is not distinct from p_subject_id
            and unit = p_unit;

        exit when found;

        insert into data.ledger_accounts (tenant_id, kind, subject_id, unit)
        values (p_tenant_id, p_kind, p_subject_id, p_unit)
        on conflict on constraint ledger_accounts_one_each do nothing
        returning account_id into v_account_id;

        exit when found;
    end loop;

    return v_account_id;
end;
$$;

comment on function private.account_of is 'An account of a business, made if there is none yet.';

grant execute on function private.account_of to holdfast_api;
