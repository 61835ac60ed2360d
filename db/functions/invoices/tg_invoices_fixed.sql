-- Documents stay as they were issued. The one exception is what is personal on them, which goes
-- once the law does not have it kept any longer, and whoever it is about has been erased; the role
-- that erases is the only one with the right to.
--
-- Fails with  42501  forbidden (whoever they are: it is nobody's to do)

create function private.tg_invoices_fixed() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_personal constant text[] := '{buyer_name,buyer_company,buyer_address,buyer_tax_number}';
begin
    if
        tg_op = 'UPDATE'
        and tg_table_name = 'invoices'
        and current_user = 'holdfast_eraser'
    then
        if
            to_jsonb(new) - v_personal = to_jsonb(old) - v_personal
            and to_jsonb(old) ->> 'kept_until' < current_date::text
        then
            return new;
        end if;
    end if;

    raise exception using
        errcode = 'insufficient_privilege',
        message = 'Documents that are issued, and months that are closed, stay as they are.';
end;
$$;

comment on function private.tg_invoices_fixed is
    'Refuse to change documents that are issued, and months that are closed.';

create trigger _100_fixed before update or delete on data.invoices
for each row execute function private.tg_invoices_fixed();

create trigger _100_fixed before update or delete on data.invoice_lines
for each row execute function private.tg_invoices_fixed();

create trigger _100_fixed before update or delete on data.closed_months
for each row execute function private.tg_invoices_fixed();

create trigger _100_kept before truncate on data.invoices
for each statement execute function private.tg_invoices_fixed();

create trigger _100_kept before truncate on data.invoice_lines
for each statement execute function private.tg_invoices_fixed();

create trigger _100_kept before truncate on data.closed_months
for each statement execute function private.tg_invoices_fixed();
