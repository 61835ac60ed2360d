delete from data.impersonal_columns
where
    table_name in (
        'gift_cards', 'packages', 'customer_packages', 'loyalty_programmes', 'rewards'
    );
delete from data.personal_columns where table_name in ('adjustments', 'gift_cards');
drop table data.redemptions;
drop table data.rewards;
drop domain data.reward_kind;
drop table data.loyalty_programmes;
drop table data.adjustments;
drop table data.customer_packages;
drop table data.packages;
drop table data.gift_cards;
drop table data.prepaid_settings;
delete from data.ledger_kinds where kind = 'points_owed';
alter table data.refunds drop column to_credit;
alter table data.payments drop constraint payments_method_known;
alter table data.payments add constraint payments_method_known check (
    method in ('stripe', 'cash', 'card_terminal', 'bank_transfer', 'credit', 'gift_card')
);
alter table data.payments drop column source_id;
alter table data.bookings drop column discount_minor;
