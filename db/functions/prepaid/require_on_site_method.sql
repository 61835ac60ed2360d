-- A way to pay on site.
--
-- Fails with  KV172  method-invalid

create function private.require_on_site_method(p_method text) returns void
    language plpgsql immutable
    set search_path = ''
as $$
begin
    if p_method is null or p_method not in ('cash', 'card_terminal', 'bank_transfer') then
        raise exception using
            errcode = 'KV172',
            message = 'On site it is paid by cash, card_terminal or bank_transfer.',
            column = 'method';
    end if;
end;
$$;

comment on function private.require_on_site_method is
    'Raise unless it can be paid like that on site.';

grant execute on function private.require_on_site_method to holdfast_api;
