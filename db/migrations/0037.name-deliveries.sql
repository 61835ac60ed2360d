-- What is asked of deliveries is one of the words that there are, and numbers of events are numbers
-- of some: what cannot be is refused, rather than answered with nothing.
-- depends: 0035.next-in-line

create domain data.delivery_channel as text
constraint delivery_channel_known check (
    value in ('email', 'push', 'whatsapp', 'sms', 'webhook', 'calendar')
);
comment on domain data.delivery_channel is
    'How it is told: email, push, whatsapp, sms, webhook or calendar.';

create domain data.delivery_status as text
constraint delivery_status_known check (
    value in ('pending', 'delivered', 'skipped', 'dead', 'discarded')
);
comment on domain data.delivery_status is
    'What became of it: pending, delivered, skipped, dead or discarded.';

create domain data.event_number as bigint
constraint event_number_sane check (value >= 0);
comment on domain data.event_number is 'The number of an event, or 0: before the first.';
