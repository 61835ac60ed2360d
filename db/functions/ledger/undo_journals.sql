-- Undoes all that was posted of something, by one journal more: what was a debit is a credit.

create function private.undo_journals(p_tenant_id uuid, p_object_id uuid, p_kind text)
returns boolean
    language sql volatile
    set search_path = ''
as $$
    select private.post_journal(
        p_tenant_id,
        p_kind,
        p_object_id,
        coalesce(array_agg(row(
            s.kind, s.subject_id, -s.amount_minor, s.unit, s.booking_id, s.service_id,
            s.resource_id, s.location_id, s.customer_id
        )::private.ledger_line), '{}'),
        now(),
        private.cause_of(p_tenant_id, p_kind, p_object_id)
    )
    from (
        select
            a.kind, a.subject_id, p.unit, p.booking_id, p.service_id, p.resource_id,
            p.location_id, p.customer_id, sum(p.amount_minor)::bigint as amount_minor
        from data.journals as j
        join data.postings as p on p.tenant_id = p_tenant_id and p.journal_id = j.journal_id
        join data.ledger_accounts as a
            on a.tenant_id = p_tenant_id and a.account_id = p.account_id
        where j.tenant_id = p_tenant_id and j.object_id = p_object_id
        group by
            a.kind, a.subject_id, p.unit, p.booking_id, p.service_id, p.resource_id,
            p.location_id, p.customer_id
    ) as s;
$$;

comment on function private.undo_journals is
    'Undo all that was posted of something; false if that was done, or there was nothing.';

grant execute on function private.undo_journals to holdfast_api;
