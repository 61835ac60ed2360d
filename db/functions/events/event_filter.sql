-- A list of patterns as it comes from clients: each of the right shape, and, as far as the
-- catalogue of events is loaded, one that some event fits. Null: null.
--
-- Fails with  KV521  event-filter-invalid

create function private.event_filter(p_events jsonb) returns data.event_pattern[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_pattern jsonb;
    v_told text;
begin
    if p_events is null then
        return null;
    end if;

    if jsonb_typeof(p_events) <> 'array' or jsonb_array_length(p_events) not between 1 and 50 then
        raise exception using
            errcode = 'KV521',
            message = 'must be a list of 1 to 50 types of events',
            column = 'events';
    end if;

    for v_pattern in select jsonb_array_elements(p_events) loop
        v_told := v_pattern #>> '{}';

        if jsonb_typeof(v_pattern) <> 'string' or v_told !~ '^(\*|[a-z_]+\.(\*|[a-z_]+))$' then
            raise exception using
                errcode = 'KV521',
                message = 'must have types of events (booking.confirmed), subjects (booking.*), or *',
                column = 'events';
        end if;

        if v_told <> '*'
            and exists (select from data.event_types)
            and not exists (
                select
                from data.event_types as t
                where v_told in (t.type, split_part(t.type, '.', 1) || '.*')
            )
        then
            raise exception using
                errcode = 'KV521',
                message = format('has %s, and no event is of that type', left(v_told, 100)),
                column = 'events';
        end if;
    end loop;

    return array(
        select e.value
        from jsonb_array_elements_text(p_events) with ordinality as e
        group by e.value
        order by min(e.ordinality)
    );
end;
$$;

comment on function private.event_filter is 'Patterns of events, if they are some.';

grant execute on function private.event_filter to holdfast_api;
