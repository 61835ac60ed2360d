-- Every tenant has its reminders, from its beginning on.

create function private.tg_tenants_follow_ups() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.follow_ups (tenant_id) values (new.tenant_id);
    return null;
end;
$$;

comment on function private.tg_tenants_follow_ups is 'Have a new tenant''s customers reminded.';

create trigger _100_follow_ups after insert on data.tenants
for each row execute function private.tg_tenants_follow_ups();
