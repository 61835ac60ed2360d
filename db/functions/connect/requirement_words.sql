-- What Stripe means when it wants to know something, by the name that it has for it. Names say ever
-- more from left to right; what we have no words for is said in Stripe's.

create function private.requirement_words(p_code text) returns text
    language sql immutable parallel safe
    return case
        when p_code like 'business_profile.url%' then 'The website, or what is sold'
        when p_code like 'business_profile.mcc%' then 'What kind of business it is'
        when p_code like 'business_profile.%' then 'What the business does, and how to reach it'
        when p_code like 'business_type%' then 'Whether it is a company or one person'
        when p_code like 'external_account%' then 'A bank account to pay out to'
        when p_code like 'tos_acceptance%' then 'That Stripe''s terms are accepted'
        when p_code like '%verification.additional_document%' then 'Another document of proof'
        when p_code like '%verification.%' then 'A document of proof'
        when p_code like '%.dob%' then 'A date of birth'
        when p_code like '%.address%' then 'An address'
        when p_code like '%.email' then 'An e-mail address'
        when p_code like '%.phone' then 'A telephone number'
        when p_code like '%.first_name' or p_code like '%.last_name' then 'Somebody''s name'
        when p_code like '%.id_number' or p_code like '%.ssn_last_4' then 'A personal number'
        when p_code like 'company.tax_id%' then 'The company''s tax number'
        when p_code like 'company.vat_id%' then 'The company''s VAT number'
        when p_code like 'company.%' then 'Facts about the company'
        when p_code like 'owners.%' then 'Who owns the company'
        when p_code like 'directors.%' then 'Who directs the company'
        when p_code like 'representative.%' then 'Who speaks for the company'
        when p_code like 'individual.%' then 'Facts about the person'
        else translate(p_code, '._', '  ')
    end;

comment on function private.requirement_words is 'What Stripe wants to know, for a person.';

grant execute on function private.requirement_words to holdfast_api;
