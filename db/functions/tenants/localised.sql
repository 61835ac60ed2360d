-- A part of a preset in one language, its prices in another currency's size. Where it has an object
-- with a text for each language, that one is left.

create function private.localised(p_part jsonb, p_language text, p_rate integer) returns jsonb
    language plpgsql immutable parallel safe
    set search_path = ''
as $$
begin
    if jsonb_typeof(p_part) = 'array' then
        return coalesce(
            (
                select jsonb_agg(private.localised(e.part, p_language, p_rate) order by e.n)
                from jsonb_array_elements(p_part) with ordinality as e (part, n)
            ),
            '[]'
        );
    end if;

    if jsonb_typeof(p_part) <> 'object' then
        return p_part;
    end if;

    if p_part ? 'en' then
        return p_part -> p_language;
    end if;

    return coalesce(
        (
            select jsonb_object_agg(e.key, case
                when e.key in ('price_minor', 'deposit_minor')
                    then to_jsonb(e.part::bigint * p_rate)
                else private.localised(e.part, p_language, p_rate)
            end)
            from jsonb_each(p_part) as e (key, part)
        ),
        '{}'
    );
end;
$$;

comment on function private.localised is 'A part of a preset in one language and currency.';

grant execute on function private.localised to holdfast_api;
