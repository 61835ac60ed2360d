-- Stripe is one of the ways out. PostgreSQL takes no other step in a transaction after a constraint
-- of a domain was dropped, so that comes last.
-- depends: 0041.create-payments

-- squawk-ignore ban-alter-domain-with-add-constraint
alter domain data.delivery_channel add constraint delivery_channel_is_known check (
    value in ('email', 'push', 'whatsapp', 'sms', 'webhook', 'calendar', 'stripe')
);

-- squawk-ignore ban-drop-constraint
alter domain data.delivery_channel drop constraint delivery_channel_known;
