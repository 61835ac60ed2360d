-- The window that somebody waits for, read as a client says it: moments, or local dates with the
-- last one included, on the clock of the place. Both null bounds stay null.
--
-- Fails with  KV060  window-invalid

create function private.window_of(
    p_from text,
    p_to text,
    p_offer private.offer,
    out starts_at timestamptz,
    out ends_at timestamptz
)
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_latest constant timestamptz := (private.booking_window(p_offer, true)).latest;
    v_message text;
begin
    starts_at := case
        when length(p_from) > 10 then p_from::timestamptz
        else private.day_begins(p_from::date, p_offer.time_zone)
    end;
    ends_at := case
        when length(p_to) > 10 then p_to::timestamptz
        else private.day_begins(p_to::date + 1, p_offer.time_zone)
    end;

    v_message := case
        when starts_at is null or ends_at is null then '`from` and `to` are both needed.'
        when ends_at <= starts_at then '`to` must be later than `from`.'
        when ends_at - starts_at > interval '63 days' 
            then 'A window may last 62 days at most.'
        when ends_at <= now() then '`to` is in the past.'
        when starts_at > v_latest or ends_at > v_latest + interval '1 day'
            then '`from` and `to` may be at most ' || private.utc(v_latest) || '.'
    end;

    if v_message is not null then
        raise exception using
            errcode = 'KV060',
            message = v_message,
            column = case when starts_at is null then 'from' else 'to' end;
    end if;
end;
$$;

comment on function private.window_of is 'The window that somebody waits for, read.';

grant execute on function private.window_of to holdfast_api;
