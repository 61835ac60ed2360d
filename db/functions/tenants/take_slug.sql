-- Sees to it that a slug can be given to a business in this transaction, and that nobody else takes
-- it meanwhile: of many who want it, each waits here for the one before.
--
-- An application that was abandoned has it no more from the moment that somebody else wants it; no
-- job has to run. If its link was followed in that very moment, the directory's key decides.
--
-- Fails with  KC080  slug-taken
--             KV041  slug-reserved

create function private.take_slug(p_slug text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_reason text;
    v_abandoned_id uuid;
begin
    perform pg_advisory_xact_lock(hashtextextended('slug ' || p_slug, 0));
    v_reason := private.slug_reason(p_slug);

    if v_reason = 'taken' then
        raise exception using
            errcode = 'KC080',
            message = 'Another business has that name in its URL.',
            detail = jsonb_build_object('suggestions', private.slug_suggestions(p_slug)),
            column = 'slug';
    elsif v_reason is not null then
        raise exception using
            errcode = 'KV041',
            message = 'No business can have that name in its URL.',
            detail = jsonb_build_object('suggestions', private.slug_suggestions(p_slug)),
            column = 'slug';
    end if;

    select tenant_id into v_abandoned_id from data.directory where slug = p_slug;

    if found then
        perform private.begin_claims(
            v_claims || jsonb_build_object('tenant_id', v_abandoned_id, 'role', 'owner'), false
        );

        update data.tenants
        set slug = 'abandoned-' || replace(tenant_id::text, '-', '')
        where tenant_id = v_abandoned_id and status = 'pending' and pending_until < now();

        perform private.begin_claims(v_claims, false);
    end if;
end;
$$;

comment on function private.take_slug is 'Have a slug to oneself, or raise.';

grant execute on function private.take_slug to holdfast_api;
