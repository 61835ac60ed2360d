-- What stands for the tenant of whoever has none yet, and applies for one: an id that is made of
-- their e-mail address.

create function private.applicant_id(p_email text) returns uuid
    language sql immutable parallel safe
    return md5('applicant ' || lower(p_email))::uuid;

comment on function private.applicant_id is 'What stands for the tenant of an applicant.';

grant execute on function private.applicant_id to holdfast_api;
