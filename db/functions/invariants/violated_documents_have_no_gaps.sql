-- A number that is missing is somebody's question at a tax office. Days go up with numbers.

create function private.violated_documents_have_no_gaps()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    with numbered as (
        select
            i.tenant_id,
            i.invoice_id,
            i.series,
            i.year,
            i.sequence,
            i.issued_on,
            lag(i.sequence, 1, 0) over of_series as before,
            lag(i.issued_on) over of_series as day_before,
            max(i.sequence) over (partition by i.tenant_id, i.series, i.year) as last
        from data.invoices as i
        window of_series as (partition by i.tenant_id, i.series, i.year order by i.sequence)
    )

    select n.tenant_id, n.invoice_id, format('%s %s comes after %s', n.series, n.sequence, n.before)
    from numbered as n
    where n.sequence <> n.before + 1 or n.issued_on < n.day_before

    union all

    select n.tenant_id, n.invoice_id, format('the next %s would be %s', n.series, c.last_number + 1)
    from numbered as n
    left join data.invoice_counters as c
        on c.tenant_id = n.tenant_id and c.series = n.series and c.year = n.year
    where n.sequence = n.last and c.last_number is distinct from n.last;
$$;

comment on function private.violated_documents_have_no_gaps is
    'Numbers of a series and year go up by one, and days with them.';

grant execute on function private.violated_documents_have_no_gaps to holdfast_reader;
