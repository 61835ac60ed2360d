-- A host as DNS has it: as the application wrote it, in Punycode, or else as it was typed.
--
-- Fails with  KV046  host-invalid

create function private.host_of(p_host text, p_ascii text) returns data.host_name
    language plpgsql immutable
    set search_path = ''
as $$
begin
    return coalesce(p_ascii, lower(p_host))::data.host_name;
exception
    when check_violation then
        raise exception using
            errcode = 'KV046',
            message = 'That is not the name of a host: www.example.com.',
            column = 'host';
end;
$$;

comment on function private.host_of is 'A host as DNS has it.';

grant execute on function private.host_of to holdfast_api;
