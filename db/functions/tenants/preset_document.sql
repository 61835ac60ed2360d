-- What a kind of business starts with, in one language and currency: what private.open_tenant
-- takes. E-mails are not in it: a business has them in every language.

create function private.preset_document(
    p_preset text,
    p_locale text,
    p_currency text default 'EUR'
) returns jsonb
    language sql stable parallel safe
    return (
        select private.localised(
            document - 'templates', private.language_of(p_locale), private.price_level(p_currency)
        )
        from data.presets
        where preset = p_preset
    );

comment on function private.preset_document is 'A preset in one language and currency.';

grant execute on function private.preset_document to holdfast_api;
