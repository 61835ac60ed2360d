"""Gift cards, packages, credit, points and rewards over HTTP. What they are worth, and to whom, is
decided in db/functions/prepaid and db/functions/loyalty."""

from app.endpoints.payments import Checkout
from app.http import ApiRoute, delete, get, patch, post

PUBLIC = "/v1/tenants/{slug}"
OF_CUSTOMER = "/v1/customers/{customer_id:customer}"
WALLET = "/v1/tenants/{slug}/wallets/{customer_id}"

routes = [
    get("/v1/prepaid-settings", "get_prepaid_settings"),
    patch("/v1/prepaid-settings", "update_prepaid_settings"),
    get(f"{PUBLIC}/prepaid-settings", "get_prepaid_settings"),
    ApiRoute(Checkout("POST", f"{PUBLIC}/gift-cards", "buy_gift_card", 200)),
    post(f"{PUBLIC}/gift-cards/balance", "check_gift_card"),
    get("/v1/gift-cards", "list_gift_cards"),
    post("/v1/gift-cards", "sell_gift_card", 201),
    post("/v1/gift-cards/balance", "check_gift_card"),
    get("/v1/gift-cards/{gift_card_id}", "get_gift_card"),
    post("/v1/gift-cards/{gift_card_id}/void", "void_gift_card"),
    get(f"{PUBLIC}/packages", "list_packages"),
    ApiRoute(Checkout("POST", f"{PUBLIC}/packages/{{package_id}}/buy", "buy_package", 200)),
    get("/v1/packages", "list_packages"),
    post("/v1/packages", "create_package", 201),
    patch("/v1/packages/{package_id}", "update_package"),
    delete("/v1/packages/{package_id}", "delete_package"),
    post(f"{OF_CUSTOMER}/packages", "sell_package", 201),
    post(f"{OF_CUSTOMER}/credit", "adjust_credit", 201),
    post("/v1/payments/{payment_id}/credit", "credit_payment", 201),
    post(f"{PUBLIC}/bookings/{{booking_id}}/redeem", "redeem"),
    post("/v1/bookings/{booking_id}/redeem", "redeem"),
    post("/v1/me/bookings/{booking_id}/redeem", "redeem_my_booking"),
    get(f"{PUBLIC}/loyalty", "get_programme"),
    get("/v1/loyalty", "get_programme"),
    patch("/v1/loyalty", "update_programme"),
    get(f"{PUBLIC}/rewards", "list_rewards"),
    get("/v1/rewards", "list_rewards"),
    post("/v1/rewards", "create_reward", 201),
    patch("/v1/rewards/{reward_id}", "update_reward"),
    delete("/v1/rewards/{reward_id}", "delete_reward"),
    post(f"{OF_CUSTOMER}/points", "adjust_points", 201),
    get(f"{OF_CUSTOMER}/points", "list_points"),
    get(f"{OF_CUSTOMER}/wallet", "get_wallet"),
    post(f"{PUBLIC}/wallets", "request_wallet", 202),
    get(WALLET, "get_wallet"),
    get(f"{WALLET}/points", "list_points"),
    get("/v1/me/wallets", "list_my_wallets"),
]
