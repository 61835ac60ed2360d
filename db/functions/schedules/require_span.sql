-- Refuses a span of time that is none, or longer than it may be.
--
-- Fails with  KV030  span-invalid

create function private.require_span(
    p_starts_at timestamptz,
    p_ends_at timestamptz,
    p_longest interval
) returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_message text;
begin
    v_message := case
        when p_starts_at is null or p_ends_at is null then 'It has a start and an end.'
        when p_ends_at <= p_starts_at then 'It ends after it starts.'
        when p_ends_at - p_starts_at > p_longest
            then format('It lasts %s hours at most.', extract(epoch from p_longest)::integer / 3600)
    end;

    if v_message is not null then
        raise exception using
            errcode = 'KV030',
            message = v_message,
            column = case when p_starts_at is null then 'starts_at' else 'ends_at' end;
    end if;
end;
$$;

comment on function private.require_span is 'Raise unless a span has a sane length.';

grant execute on function private.require_span to holdfast_api;
