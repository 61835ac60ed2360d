-- What a business says itself on the occasion of a notice, in a language of ours: {"subject",
-- "body"}, with placeholders. Null: nothing, so that our own text stands.

create function private.notice_template(
    p_tenant_id uuid,
    p_kind text,
    p_status text,
    p_locale text
) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select jsonb_build_object('subject', t.subject, 'body', t.body)
    from data.templates as t
    where
        t.tenant_id = p_tenant_id
        and t.locale = private.language_of(p_locale)
        and t.kind = case
            when p_kind = 'staff_booked' and p_status = 'pending' then 'staff_requested'
            else p_kind
        end
        and t.subject is not null;
$$;

comment on function private.notice_template is 'The words of a business for a notice.';

grant execute on function private.notice_template to holdfast_api;
