-- That a month was closed is an event, whichever door it came through. It is the business's.

create function private.tg_closed_months_events() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.record_event(
        new.tenant_id,
        'month.closed',
        new.tenant_id,
        null,
        jsonb_build_object('month', to_char(new.month, 'YYYY-MM'))
    );

    return null;
end;
$$;

comment on function private.tg_closed_months_events is 'Record that a month was closed.';

create trigger _900_event after insert on data.closed_months
for each row execute function private.tg_closed_months_events();
