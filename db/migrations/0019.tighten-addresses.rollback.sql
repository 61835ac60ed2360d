-- transactional: false

alter domain data.email_address drop constraint if exists email_address_plausible;

alter domain data.email_address add constraint email_address_plausible check (
    char_length(value) <= 254 and value ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$'
);

alter domain data.email_address drop constraint if exists email_address_whole;
