-- Writes down what moved money: one journal, and its postings in one INSERT. What has caused one
-- already causes no other: false then, and nothing is written.
--
-- p_cause is '<kind>:<id>' of what happened, so that it is the same whoever tells of it and in
-- whatever order. Lines of nothing are left out; a journal of nothing else is none.
--
-- Fails with  KC120  not-enough-left (an account would have less than nothing)

create function private.post_journal(
    p_tenant_id uuid,
    p_kind text,
    p_object_id uuid,
    p_lines private.ledger_line[],
    p_occurred_at timestamptz default now(),
    p_cause text default null
) returns boolean
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_journal_id uuid;
begin
    if not exists (select from unnest(p_lines) as l where l.amount_minor <> 0) then
        return false;
    end if;

    insert into data.journals (tenant_id, kind, cause, object_id, occurred_at, created_by)
    values (
        p_tenant_id,
        p_kind,
        coalesce(p_cause, p_kind || ':' || p_object_id),
        p_object_id,
        p_occurred_at,
        private.current_user_id()
    )
    on conflict on constraint journals_cause_key do nothing
    returning journal_id into v_journal_id;

    if v_journal_id is null then
        return false;
    end if;

    insert into data.postings (
        tenant_id, journal_id, line, account_id, amount_minor, unit,
        booking_id, service_id, resource_id, location_id, customer_id
    )
    select
        p_tenant_id,
        v_journal_id,
        l.ordinality,
        private.account_of(p_tenant_id, l.kind, l.subject_id, l.unit),
        l.amount_minor,
        l.unit,
        l.booking_id,
        l.service_id,
        l.resource_id,
        l.location_id,
        l.customer_id
    from unnest(p_lines) with ordinality as l
    where l.amount_minor <> 0;

    return true;
end;
$$;

comment on function private.post_journal is
    'Write down what moved money; false if that was written down before.';

grant execute on function private.post_journal to holdfast_api;
