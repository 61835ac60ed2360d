-- What came before a month was closed is in it; what comes after is in the one that is open.

create function private.violated_months_stay_closed()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select j.tenant_id, j.journal_id, format('%s was closed', to_char(m.month, 'YYYY-MM'))
    from data.closed_months as m
    join data.journals as j
        on
            j.tenant_id = m.tenant_id
            and j.occurred_at >= m.begins_at
            and j.occurred_at < m.ends_at
            and j.created_at > m.closed_at;
$$;

comment on function private.violated_months_stay_closed is
    'Nothing is posted in a month that is closed.';

grant execute on function private.violated_months_stay_closed to holdfast_reader;
