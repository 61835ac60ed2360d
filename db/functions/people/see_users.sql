-- Lets the caller see these users from here on: their own colleagues, whose ids they have read from
-- members. Row security on users knows of no business, so this is how it learns who may be seen.

create function private.see_users(p_user_ids uuid[]) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.add_claims(jsonb_build_object('sees', to_jsonb(p_user_ids)));
end;
$$;

comment on function private.see_users is 'Let the caller see these users.';

grant execute on function private.see_users to holdfast_api;
