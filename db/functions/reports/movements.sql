-- What moved on accounts of some kinds from one day to another, both included, on the clock of the
-- place: that of the posting, or the business's own.
--
-- A period is found by when journals occurred, and not by account: a month is a small part of what
-- an account has seen. Inlined, so that a report reads the columns that it needs.

create function private.movements(
    p_tenant_id uuid,
    p_kinds text[],
    p_from date,
    p_to date
)
returns table (
    kind text,
    subject_id uuid,
    journal_id uuid,
    line integer,
    journal_kind text,
    object_id uuid,
    occurred_at timestamptz,
    created_by uuid,
    on_date date,
    amount_minor bigint,
    unit text,
    booking_id uuid,
    service_id uuid,
    resource_id uuid,
    location_id uuid,
    customer_id uuid
)
    language sql stable parallel safe
begin atomic
    with accounts as materialized (
        select a.account_id, a.kind, a.subject_id
        from data.ledger_accounts as a
        where a.tenant_id = p_tenant_id and a.kind = any(p_kinds)
    )

    select
        a.kind,
        a.subject_id,
        j.journal_id,
        p.line,
        j.kind,
        j.object_id,
        j.occurred_at,
        j.created_by,
        (j.occurred_at at time zone coalesce(l.time_zone, t.time_zone)::text)::date,
        p.amount_minor,
        p.unit,
        p.booking_id,
        p.service_id,
        p.resource_id,
        p.location_id,
        p.customer_id
    from data.tenants as t
    join data.journals as j
        on
            j.tenant_id = p_tenant_id
            -- No zone is further from UTC than this; the local dates decide below.
            and j.occurred_at >= p_from::timestamptz - interval '15 hours'
            and j.occurred_at < p_to::timestamptz + interval '39 hours'
    join data.postings as p on p.tenant_id = p_tenant_id and p.journal_id = j.journal_id
    join accounts as a on a.account_id = p.account_id
    left join data.locations as l
        on l.tenant_id = p_tenant_id and l.location_id = p.location_id
    where
        t.tenant_id = p_tenant_id
        and (j.occurred_at at time zone coalesce(l.time_zone, t.time_zone)::text)::date
        between p_from and p_to;
end;

comment on function private.movements is
    'What moved on accounts of some kinds from one day to another.';

grant execute on function private.movements to holdfast_api;
