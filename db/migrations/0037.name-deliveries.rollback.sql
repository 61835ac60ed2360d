drop domain data.event_number;
drop domain data.delivery_status;
drop domain data.delivery_channel;
