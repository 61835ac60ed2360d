-- Where customers who are asked for a review write it.
-- depends: 0031.forget-deliveries

-- As long as a text message has room for.
create domain data.page_url as text
constraint page_url_shape check (
    char_length(value) <= 200
    and value ~ '^https://([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(:[0-9]{1,5})?'
        '([/?#][A-Za-z0-9._~:/?#@!$&()*+,;=%-]*)?$'
);
comment on domain data.page_url is
    'A page on the web, in ASCII, with TLS, no user and no password: https://example.com/review. '
    'At most 200 characters.';

alter table data.notification_settings add column review_url data.page_url;
comment on column data.notification_settings.review_url is
    'Where customers write a review. Null: nowhere that we know of.';

insert into data.impersonal_columns (table_name, column_name, reason)
values ('notification_settings', 'review_url', 'Where a business is reviewed.');
