drop domain
data.short_text, data.long_text, data.email_address, data.phone_number, data.slug,
data.currency_code, data.locale_tag, data.time_zone, data.minor_units, data.duration_minutes,
data.buffer_minutes, data.window_minutes, data.seat_count, data.page_size, data.weekday,
data.colour, data.latitude, data.longitude, data.instant, data.utc_instant, data.local_date,
data.booking_status, data.resource_kind, data.preset_name;
drop schema api;
drop schema private;
drop schema data;
alter default privileges for role holdfast_owner grant execute on functions to public;
alter default privileges for role holdfast_api grant execute on functions to public;
drop extension earthdistance;
drop extension cube;
drop extension btree_gist;
