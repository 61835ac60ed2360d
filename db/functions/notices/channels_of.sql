-- Reads ways of telling somebody as a client says them, ["email", "sms"]: each once, in our order.
-- Null stays null.
--
-- Fails with  KV550  channels-invalid

create function private.channels_of(p_given jsonb, p_known text[], p_field text) returns text[]
    language plpgsql immutable parallel safe
    set search_path = ''
as $$
begin
    if p_given is null then
        return null;
    end if;

    if jsonb_typeof(p_given) <> 'array' or not p_given <@ to_jsonb(p_known) then
        raise exception using
            errcode = 'KV550',
            message = format('It is a list of these: %s.', array_to_string(p_known, ', ')),
            column = p_field;
    end if;

    return array(
        select known.channel
        from unnest(p_known) with ordinality as known (channel, nth)
        where p_given ? known.channel
        order by known.nth
    );
end;
$$;

comment on function private.channels_of is 'Ways of telling somebody, read from JSON.';

grant execute on function private.channels_of to holdfast_api;
