delete from data.impersonal_columns
where
    table_name in (
        'plan_prices', 'plans', 'subscription_invoices', 'subscription_letters',
        'tenant_subscriptions'
    );
drop table data.subscription_letters;
drop table data.subscription_invoices;
drop table data.tenant_subscriptions;
drop table data.plan_prices;
drop table data.plans;
drop domain data.plan_limit;
drop domain data.plan_days;
drop domain data.billing_interval;
drop domain data.plan_code;
