-- Takes from the bucket of the address that a request comes from. One that the application does not
-- tell, as at a psql prompt, has none.
--
-- Fails with  KL002  too-many-attempts

create function private.throttle_address() returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_source constant text := private.current_claims() ->> 'source';
begin
    if v_source is not null then
        perform private.take_from_bucket(private.bucket_key('address', v_source), 60, 1);
    end if;
end;
$$;

comment on function private.throttle_address is
    'Take a token from the bucket of the caller''s address, or refuse.';

grant execute on function private.throttle_address to holdfast_api;
