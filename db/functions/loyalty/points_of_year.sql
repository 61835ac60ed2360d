-- What a customer earned within twelve months, in points, less what was reversed of it.

create function private.points_of_year(p_tenant_id uuid, p_customer_id uuid) returns bigint
    language sql stable
    set search_path = ''
as $$
    select coalesce(-sum(p.amount_minor), 0)::bigint
    from data.ledger_accounts as a
    join data.postings as p on p.tenant_id = a.tenant_id and p.account_id = a.account_id
    join data.journals as j on j.tenant_id = a.tenant_id and j.journal_id = p.journal_id
    where
        a.tenant_id = p_tenant_id
        and a.subject_id = p_customer_id
        and a.kind in ('loyalty_points', 'points_owed')
        and j.kind in ('points.earned', 'points.reversed')
        and j.occurred_at > now() - interval '12 months';
$$;

comment on function private.points_of_year is 'What a customer earned within twelve months.';

grant execute on function private.points_of_year to holdfast_api;
