alter table data.calendar_syncs drop column claim_id;
