-- Reads when to remind as a client says it: up to five numbers of minutes before the visit, from 5
-- to 43,200 (30 days). Each once, the earliest first. Null stays null.
--
-- Fails with  KV551  reminders-invalid

create function private.reminders_of(p_given jsonb) returns integer[]
    language plpgsql immutable parallel safe
    set search_path = ''
as $$
begin
    if p_given is null then
        return null;
    end if;

    if jsonb_typeof(p_given) <> 'array'
        or jsonb_array_length(p_given) > 5
        or p_given @? '$[*] ? (@.type() != "number" || @ < 5 || @ > 43200 || @ != @.floor())'
    then
        raise exception using
            errcode = 'KV551',
            message = 'It is a list of up to five numbers of minutes, each from 5 to 43200.',
            column = 'reminder_minutes';
    end if;

    return array(
        select distinct each.minutes::numeric::integer as minutes
        from jsonb_array_elements_text(p_given) as each (minutes)
        order by minutes desc
    );
end;
$$;

comment on function private.reminders_of is 'When to remind, read from JSON.';

grant execute on function private.reminders_of to holdfast_api;
