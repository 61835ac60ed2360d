-- The e-mails of a kind of business, in every language. The paragraphs of a body are a list.

create function private.preset_templates(p_preset text)
returns table (kind text, locale text, subject text, body text)
    language sql stable parallel safe
begin atomic
    select
        t.kind,
        s.locale,
        s.subject,
        (
            select string_agg(e.paragraph, E'\n\n' order by e.n)
            from jsonb_array_elements_text(t.texts -> 'body' -> s.locale)
            with ordinality as e (paragraph, n)
        )
    from data.presets as p
    cross join jsonb_each(p.document -> 'templates') as t (kind, texts)
    cross join jsonb_each_text(t.texts -> 'subject') as s (locale, subject)
    where p.preset = p_preset;
end;

comment on function private.preset_templates is 'The e-mails of a preset.';

grant execute on function private.preset_templates to holdfast_api;
