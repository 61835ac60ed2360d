drop table data.history_heads;

drop table data.history;

drop table data.personal_columns;

drop index data.customers_email_key;

-- Of those who have the same address, whoever is still there keeps it, or else the last.
update data.customers as c
set email = null
where
    c.archived_at is not null
    and exists (
        select
        from data.customers as o
        where
            o.tenant_id = c.tenant_id
            and o.email = c.email
            and (o.archived_at is null or o.customer_id > c.customer_id)
    );

alter table data.customers
add constraint customers_email_key unique (tenant_id, email);

alter table data.customers drop column archived_at;
