-- The lines of a payment come to all of it, and are written once.
--
-- Fails with  payment_lines_sum  (a fault of ours)

create function private.tg_payment_lines_sum() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if exists (
        select
        from (select distinct a.tenant_id, a.payment_id from added as a) as o
        join data.payments as p on p.tenant_id = o.tenant_id and p.payment_id = o.payment_id
        join data.payment_lines as l on l.tenant_id = o.tenant_id and l.payment_id = o.payment_id
        group by p.tenant_id, p.payment_id, p.amount_minor
        having sum(l.amount_minor) <> p.amount_minor
    ) then
        raise exception using
            errcode = 'check_violation',
            constraint = 'payment_lines_sum',
            message = 'The lines of a payment do not come to its amount.';
    end if;

    return null;
end;
$$;

comment on function private.tg_payment_lines_sum is 'Hold the lines of a payment to its amount.';

create trigger _100_sum after insert on data.payment_lines
referencing new table as added
for each statement execute function private.tg_payment_lines_sum();
