"""What staff earn by commission, and what is in the tills, over HTTP. Decided in
db/functions/commissions and db/functions/tills."""

from app.http import delete, get, patch, post

routes = [
    get("/v1/commission-rules", "list_commission_rules"),
    post("/v1/commission-rules", "create_commission_rule", 201),
    get("/v1/commission-rules/{rule_id}", "get_commission_rule"),
    patch("/v1/commission-rules/{rule_id}", "update_commission_rule"),
    delete("/v1/commission-rules/{rule_id}", "delete_commission_rule"),
    get("/v1/commissions", "list_commissions"),
    post("/v1/commissions/settle", "settle_commissions", 201),
    post("/v1/cash-movements", "create_cash_movement", 201),
    post("/v1/cash-counts", "create_cash_count", 201),
]
