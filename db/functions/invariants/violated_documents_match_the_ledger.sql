-- Of tips documents may say less: those that are given later are on none.

create function private.violated_documents_match_the_ledger()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select
        d.tenant_id,
        d.booking_id,
        format('the ledger says %s, its documents %s', d.ledger::text, d.documents::text)
    from data.invoice_differences as d;
$$;

comment on function private.violated_documents_match_the_ledger is
    'Invoices less credit notes of a booking come to what the ledger says.';

grant execute on function private.violated_documents_match_the_ledger to holdfast_reader;
