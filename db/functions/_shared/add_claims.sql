-- Adds to what is known of the caller, for the rest of this transaction: what a function has found
-- out and row security may rely on. Functions that only read do so too.

create function private.add_claims(p_more jsonb) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform set_config('request.claims', (private.current_claims() || p_more)::text, true);
end;
$$;

comment on function private.add_claims is 'Add to the claims of this transaction.';

grant execute on function private.add_claims to holdfast_api;
