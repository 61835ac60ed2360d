drop index data.resources_person_idx;
drop index data.allocations_holds_idx;
