-- What somebody, or something, has left on an account of some kind: 0 if there is none.

create function private.left_on(
    p_tenant_id uuid,
    p_kind text,
    p_subject_id uuid,
    p_unit text
) returns bigint
    language sql stable
    set search_path = ''
as $$
    select coalesce(sum(private.balance_of(a)), 0)::bigint
    from data.ledger_accounts as a
    where
        a.tenant_id = p_tenant_id
        and a.kind = p_kind
        and a.subject_id is not distinct from p_subject_id
        and a.unit = p_unit;
$$;

comment on function private.left_on is
    'What is left on an account, in minor units of its unit; 0 if there is none.';

grant execute on function private.left_on to holdfast_api;
