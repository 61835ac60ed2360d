-- api.give_my_consent: an account says yes.

begin;
select plan(2);

select given.patrons();

select given.acting_as_patron('Zoe');
select is(
    api.give_my_consent(null, far, 'photos', 'Yes.') - '{id,given_at}'::text[],
    jsonb_build_object(
        'purpose', 'photos', 'wording', 'Yes.', 'locale', 'en', 'source', 'account',
        'booking_id', far, 'recorded_by', null, 'withdrawn_at', null
    ),
    'and that it was the person, signed in, is known'
) from booked;

select is(
    given.others('select api.give_my_consent(null, zoe, ''photos'', ''Yes.'') from booked'),
    'Eve KN003, Adam KN003, guest KA001',
    'what is another''s is not there, and who is nobody signs in first'
);

select * from finish();
rollback;
