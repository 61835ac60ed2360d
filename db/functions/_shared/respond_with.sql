-- Sets a header of the answer. The application reads response.headers after the call, in the same
-- statement; at a psql prompt it is simply not read.

create function private.respond_with(p_name text, p_value text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform set_config(
        'response.headers',
        (
            coalesce(nullif(current_setting('response.headers', true), ''), '{}')::jsonb
            || jsonb_build_object(p_name, p_value)
        )::text,
        true
    );
end;
$$;

comment on function private.respond_with is 'Set a header of the answer to this request.';

grant execute on function private.respond_with to holdfast_api;
