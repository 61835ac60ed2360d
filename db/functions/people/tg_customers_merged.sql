-- A record that turned out to be another one: told of the one that stays.

create function private.tg_customers_merged() returns trigger
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.record_event(
        new.tenant_id, 'customer.merged', new.merged_into, null,
        jsonb_build_object('merged_id', new.customer_id)
    );

    return null;
end;
$$;

comment on function private.tg_customers_merged is
    'Record that a customer turned out to be another one.';

alter function private.tg_customers_merged owner to holdfast_relay;

create trigger _910_event_of_merge after update of merged_into on data.customers
for each row when (old.merged_into is null and new.merged_into is not null)
execute function private.tg_customers_merged();
