-- private.role_at_large: what somebody is who signs in to no business.

begin;
select plan(2);

select given.platform_admin('Ada');
insert into data.users (email, name) values ('zoe@platform.test', 'Zoe');

select is(
    private.role_at_large(given.user_id('platform', 'Ada')), 'platform_admin',
    'whoever runs the platform'
);
select is(
    private.role_at_large(given.user_id('platform', 'Zoe')), 'customer', 'and everybody else'
);

select * from finish();
rollback;
