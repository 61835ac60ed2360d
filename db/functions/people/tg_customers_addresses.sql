-- Which businesses know an e-mail address follows the customers, so that whoever has shown that it
-- is theirs can be told. Who was deleted there is not known any more.

create function private.tg_customers_addresses() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if tg_op = 'UPDATE' and old.email is not null then
        delete from data.customer_addresses
        where tenant_id = old.tenant_id and customer_id = old.customer_id;
    end if;

    if new.email is not null and new.archived_at is null then
        insert into data.customer_addresses (email, tenant_id, customer_id)
        values (new.email, new.tenant_id, new.customer_id);
    end if;

    return null;
end;
$$;

comment on function private.tg_customers_addresses is 'Keep which businesses know an address.';

create trigger _200_address_of_insert after insert on data.customers
for each row when (new.email is not null)
execute function private.tg_customers_addresses();

create trigger _200_address_of_update after update of email, archived_at on data.customers
for each row when (
    old.email is distinct from new.email or old.archived_at is distinct from new.archived_at
)
execute function private.tg_customers_addresses();
