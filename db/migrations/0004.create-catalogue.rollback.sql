drop table data.candidates, data.requirements, data.services, data.resources;
