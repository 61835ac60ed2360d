-- What stands in a personal column after it was erased, as SQL. Nothing, where there may be
-- nothing; else a word that says so, in the language of the business.

create function private.blank_of(p_kind text, p_may_be_null boolean, p_locale text) returns text
    language sql immutable parallel safe
    return case
        when p_may_be_null then 'null'
        when p_kind = 'document' then quote_literal('{}')
        when p_kind = 'phone' then quote_literal('0000')
        else quote_literal(case left(p_locale, 2)
            when 'it' then 'Dati cancellati'
            when 'pl' then 'Dane usunięte'
            when 'da' then 'Slettet'
            else 'Erased'
        end)
    end;

comment on function private.blank_of is 'What stands where something personal was, as SQL.';

grant execute on function private.blank_of to holdfast_eraser;
