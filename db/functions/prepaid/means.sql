-- What a booking is to be paid with of what is there already.

create type private.means as (
    gift_card_code text,
    use_package boolean,
    use_credit boolean,
    reward_id uuid
);

comment on type private.means is 'What a booking is to be paid with of what is there already.';
