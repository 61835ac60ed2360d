-- A new code for a gift card: 14 signs at random (69 bits), without those that are taken for one
-- another (0 and O, 1, I and L), and two that check them. Bytes that would favour some signs are
-- passed over.

create function private.new_code() returns text
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_signs constant text := '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
    v_bytes bytea;
    v_body text := '';
begin
    while char_length(v_body) < 14 loop
        v_bytes := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
        v_body := v_body || coalesce((
            select string_agg(substr(v_signs, get_byte(v_bytes, n) % 31 + 1, 1), '')
            from generate_series(0, 31) as n
            where get_byte(v_bytes, n) < 248
        ), '');
    end loop;

    v_body := left(v_body, 14);
    v_body := v_body || private.code_checks(v_body);

    return regexp_replace(v_body, '(.{4})(?=.)', '\1-', 'g');
end;
$$;

comment on function private.new_code is 'A new code for a gift card.';

grant execute on function private.new_code to holdfast_api;
