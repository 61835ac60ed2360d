-- Reads the tips that are suggested, [5, 10, 15]. Null stays null.
--
-- Fails with  KV152  tips-invalid

create function private.read_tip_percents(p_percents jsonb) returns integer[]
    language plpgsql immutable parallel safe
    set search_path = ''
as $$
begin
    if p_percents is null then
        return null;
    end if;

    if jsonb_typeof(p_percents) <> 'array' or jsonb_array_length(p_percents) > 6 or exists (
        select
        from jsonb_array_elements(p_percents) as e (percent)
        where e.percent not in (select to_jsonb(n) from generate_series(1, 100) as n)
    ) then
        raise exception using
            errcode = 'KV152',
            message = 'Up to six whole numbers, from 1 to 100.',
            column = 'tip_percents';
    end if;

    return array(select e.percent::integer from jsonb_array_elements(p_percents) as e (percent));
end;
$$;

comment on function private.read_tip_percents is 'The tips that are suggested, read from JSON.';

grant execute on function private.read_tip_percents to holdfast_api;
