-- The lines of a document come to what it says, and are written once.
--
-- Fails with  invoice_lines_sum  (a fault of ours)

create function private.tg_invoice_lines_sum() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if exists (
        select
        from (select distinct a.tenant_id, a.invoice_id from added as a) as o
        join data.invoices as i on i.tenant_id = o.tenant_id and i.invoice_id = o.invoice_id
        join data.invoice_lines as l on l.tenant_id = o.tenant_id and l.invoice_id = o.invoice_id
        group by i.tenant_id, i.invoice_id
        having
            (i.net_minor, i.tax_minor, i.tip_minor) is distinct from (
                coalesce(sum(l.net_minor) filter (where l.kind <> 'tip'), 0),
                sum(l.tax_minor),
                coalesce(sum(l.net_minor) filter (where l.kind = 'tip'), 0)
            )
    ) then
        raise exception using
            errcode = 'check_violation',
            constraint = 'invoice_lines_sum',
            message = 'The lines of a document do not come to what it says.';
    end if;

    return null;
end;
$$;

comment on function private.tg_invoice_lines_sum is 'Hold the lines of a document to its totals.';

create trigger _100_sum after insert on data.invoice_lines
referencing new table as added
for each statement execute function private.tg_invoice_lines_sum();
