-- The shape of a suspicion: records that may be of one person.

create type api.duplicate as (reason text, customers api.customer[]);

comment on type api.duplicate is 'Customers who may be one person.';
comment on column api.duplicate.reason is
    'phone: they have one telephone number. name: they have one name, one of them has no e-mail '
    'address, and no two have different numbers.';
comment on column api.duplicate.customers is 'Who they are, the oldest record first.';
