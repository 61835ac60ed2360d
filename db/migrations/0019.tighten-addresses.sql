-- An e-mail address holds nothing that a header of an e-mail could read as something else: names,
-- brackets, lists, control characters (db/schema/00_foundation.sql).
-- depends: 0018.create-privacy
-- transactional: false

-- squawk-ignore ban-drop-constraint
alter domain data.email_address drop constraint if exists email_address_whole;

-- squawk-ignore ban-alter-domain-with-add-constraint
alter domain data.email_address add constraint email_address_whole check (
    char_length(value) <= 254
    and value
        ~ '^[^@\s\u0001-\u001f\u007f-\u009f<>(),:;"\[\]\\]+@'
        '[^@\s\u0001-\u001f\u007f-\u009f<>(),:;"\[\]\\]+\.'
        '[^@\s\u0001-\u001f\u007f-\u009f<>(),:;"\[\]\\]+$'
) not valid;

-- Whoever wrote such an address before must not be able to stop an upgrade. It stays as it is, and
-- nothing new has one.
do $$
begin
    alter domain data.email_address validate constraint email_address_whole;
exception when check_violation then
    raise warning 'some e-mail addresses would not be taken today: %', sqlerrm;
end;
$$;

-- squawk-ignore ban-drop-constraint
alter domain data.email_address drop constraint if exists email_address_plausible;
