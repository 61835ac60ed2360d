-- Whether an address is one of the public internet. The ranges are those of IANA's registries; an
-- IPv4 address within one of IPv6 is not told apart here and is none. Who connects judges anew, and
-- more finely: app/channels/addresses.py.

create function private.is_public_address(p_address inet) returns boolean
    language sql immutable parallel safe
    set search_path = ''
as $$
    select case family(p_address)
        when 4 then not p_address <<= any(
            '{
                0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 168.63.129.16/32,
                169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.0.2.0/24, 192.88.99.0/24,
                192.168.0.0/16, 198.18.0.0/15, 198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/3
            }'::inet[]
        )
        else p_address <<= inet '2000::/3'
        and not p_address <<= any('{2001::/23, 2001:db8::/32, 2002::/16, 3fff::/20}'::inet[])
    end;
$$;

comment on function private.is_public_address is
    'Whether an address is one of the public internet.';

grant execute on function private.is_public_address to holdfast_api;
