-- private.least_online: in which currencies, and from which amount on, customers pay online.

begin;
select plan(8);

select is(
    (
        select count(*)::integer
        from unnest('{ISK,UGX,BHD,IQD,JOD,KWD,LYD,OMR,TND,RSD,ALL,XAU}'::text[]) as c (code)
        where private.least_online(c.code) is not null
    ),
    0, 'not in those that Stripe counts in its own way, or settles nowhere'
);
select is(
    private.fits_online('JPY', 50, 0) and not private.fits_online('JPY', 49, 0), true,
    'there is a least'
);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000, 3980);

create function pg_temp.is_online() returns boolean
    language sql security definer
begin atomic
    select o.pay_online
    from private.offers(given.tenant_id('alder'), given.service_id('alder', 'Cut')) as o;
end;
select is(pg_temp.is_online(), false, 'nobody is held up for what they could never pay');
select given.price('alder', 'Cut', 4000);
select is(pg_temp.is_online(), true, 'what can be paid is');
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one;
update data.tenants set currency = 'ISK' where slug = 'alder';
select is(pg_temp.is_online(), false, 'in a currency in which it can be');

-- What is left to pay of a booking may be too little, or in such a currency.
select isnt(given.checkout('alder', one), null, 'a booking is paid') from made;
update data.bookings set currency = 'ISK';
select throws_ok(
    $$ select given.checkout('alder', one) from made $$, 'KC124', null, 'but not in ISK'
);
update data.bookings set currency = 'EUR', price_minor = 40;
select throws_ok(
    $$ select given.checkout('alder', one) from made $$, 'KC124', null, 'nor 40 cents'
);

select * from finish();
rollback;
