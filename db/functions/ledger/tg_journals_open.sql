-- Nothing is posted in a month that is closed. What is heard of late is posted in the one that is
-- open, with a note of when it really was.

create function private.tg_journals_open() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_open_from timestamptz;
begin
    perform private.lock_books(new.tenant_id, false);

    select max(ends_at)
    into v_open_from
    from data.closed_months
    where tenant_id = new.tenant_id;

    if new.occurred_at < v_open_from then
        new.happened_at := new.occurred_at;
        new.occurred_at := greatest(now(), v_open_from);
    end if;

    return new;
end;
$$;

comment on function private.tg_journals_open is
    'Post what is heard of late in the month that is open.';

create trigger _100_open before insert on data.journals
for each row execute function private.tg_journals_open();
