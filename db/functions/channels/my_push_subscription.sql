-- The shape that a browser of a customer with an account has: with the business that it hears from.

create type api.my_push_subscription as (
    id uuid,
    user_agent text,
    created_at data.utc_instant,
    last_used_at data.utc_instant,
    tenant api.business_name
);

comment on type api.my_push_subscription is 'A browser of yours that takes notices of a business.';
comment on column api.my_push_subscription.id is 'UUIDv7.';
comment on column api.my_push_subscription.user_agent is
    'What it called itself; null if it did not.';
comment on column api.my_push_subscription.created_at is 'UTC.';
comment on column api.my_push_subscription.last_used_at is
    'UTC; when it took a notice last; null if it took none.';
comment on column api.my_push_subscription.tenant is 'The business.';
