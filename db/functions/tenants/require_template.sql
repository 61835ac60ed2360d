-- A template of a business.
--
-- Fails with  KN020  template-not-found

create function private.require_template(p_tenant_id uuid, p_kind text, p_locale text)
returns data.templates
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_template data.templates;
begin
    select *
    into v_template
    from data.templates
    where tenant_id = p_tenant_id and kind = p_kind and locale = p_locale;

    if not found then
        raise exception using
            errcode = 'KN020',
            message = 'There is no such template.',
            column = 'kind';
    end if;

    return v_template;
end;
$$;

comment on function private.require_template is 'A template that is there.';

grant execute on function private.require_template to holdfast_api;
