-- The language of ours that is nearest to a locale: it-CH is written to in Italian, sv in English.

create function private.language_of(p_locale text) returns text
    language sql immutable parallel safe
    return case when left(p_locale, 2) in ('it', 'pl', 'da') then left(p_locale, 2) else 'en' end;

comment on function private.language_of is 'The language of ours for a locale: en, it, pl or da.';

grant execute on function private.language_of to holdfast_api;
