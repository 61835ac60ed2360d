alter domain data.delivery_channel add constraint delivery_channel_known check (
    value in ('email', 'push', 'whatsapp', 'sms', 'webhook', 'calendar')
);
alter domain data.delivery_channel drop constraint delivery_channel_is_known;
