-- Every tenant has the head of a chain from its first moment: a missing one shows.

create function private.tg_tenants_head() returns trigger
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    insert into data.history_heads (tenant_id) values (new.tenant_id);
    return null;
end;
$$;

comment on function private.tg_tenants_head is 'Begin the chain of a new tenant''s history.';

alter function private.tg_tenants_head owner to holdfast_historian;

create trigger _100_head after insert on data.tenants
for each row execute function private.tg_tenants_head();
