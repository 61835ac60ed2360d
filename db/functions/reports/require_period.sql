-- Refuses a period that ends before it begins, or is longer than a year.
--
-- Fails with  KV153  period-invalid

create function private.require_period(p_from date, p_to date) returns void
    language plpgsql immutable parallel safe
    set search_path = ''
as $$
begin
    if p_to < p_from or p_to - p_from > 366 then
        raise exception using
            errcode = 'KV153',
            message = 'A period is at least a day, and a year at most.',
            column = 'to';
    end if;
end;
$$;

comment on function private.require_period is 'Raise unless from one day to another is a period.';

grant execute on function private.require_period to holdfast_api;
