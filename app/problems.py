"""Every way a request can fail. How each is said is in failures.py.

The database decides what went wrong and names it in one of two ways: by the constraint that was
broken, or by a SQLSTATE of ours raised from a function. tests/python/test_contract.py keeps this
table and the SQL in step.

    KA 401 unauthenticated   KF 403 forbidden   KN 404 not found   KC 409 conflict
    KP 412 stale             KV 422 invalid     KL 429 too many
"""

from typing import NamedTuple


class Problem(NamedTuple):
    """One way to fail: its HTTP status, its name in URLs, its title, and what it means."""

    status: int
    slug: str
    title: str
    meaning: str


SIGN_IN_FAILED = Problem(
    401, "sign-in-failed", "That did not match", "The e-mail address or the password is not right."
)

PASSWORD_WRONG = Problem(
    422, "password-wrong", "That is not your password", "Send the password that you have now."
)

PASSWORD_MISSING = Problem(
    422,
    "password-missing",
    "You have no password",
    "Ask for a link to choose one: `POST /v1/auth/password/forgot`.",
)

ACCOUNT_EXISTS = Problem(
    409, "account-exists", "There is an account", "Somebody has an account with that e-mail."
)

ACCOUNT_INCOMPLETE = Problem(
    422,
    "account-incomplete",
    "Half an account is none",
    "To write from its own account a business says all of it, and clears all of it to write from "
    "the platform's. SMS: `account_sid`, `auth_token` and `sender`. WhatsApp: `phone_number_id` "
    "and `access_token`, and with them, or not, `app_secret`.",
)

TIPS_INVALID = Problem(
    422,
    "tips-invalid",
    "Those are no tips",
    "`tip_percents` are up to six whole numbers from 1 to 100.",
)

PREFIX_TAKEN = Problem(
    409,
    "prefix-taken",
    "Numbers would come twice",
    "Invoices and credit notes have prefixes of their own, that the others never had.",
)

PROGRAMME_INVALID = Problem(
    422,
    "programme-invalid",
    "That is no programme",
    "`rates` are {service_id, percent}, of 0 to 1000 per cent; `tiers` {name, points, percent}, "
    "of 100 to 1000. `points_per_hundred` is up to 10,000, `expiry_months` 1 to 240.",
)

HORIZON_INVALID = Problem(
    422,
    "horizon-invalid",
    "That is no horizon",
    "`horizon_days`, how far ahead can be booked, is from 1 to 730 days.",
)

PUSH_UNAVAILABLE = Problem(
    404,
    "push-unavailable",
    "Browsers are told nothing here",
    "Whoever runs this server has not set it up for Web Push.",
)

PAYMENTS_REFUSED = Problem(
    409, "payment-refused", "That cannot be paid", "Whoever handles payments for us refuses it."
)

PAYMENTS_SILENT = Problem(
    503,
    "payments-silent",
    "Payments cannot be made now",
    "Whoever handles payments for us does not answer. Your time is held; try again in a moment.",
)

STRIPE_UNSIGNED = Problem(
    400,
    "stripe-unsigned",
    "That is not signed by Stripe",
    "An event is believed with Stripe's signature alone, and of these five minutes.",
)

CALLBACK_REFUSED = Problem(
    403,
    "callback-refused",
    "That is not signed by them",
    "What WhatsApp and Twilio say is believed with their signature alone.",
)

PROBLEMS = {
    # Rules a table enforces, by constraint name.
    "bookings_one_per_start": Problem(
        409, "slot-taken", "That time is taken", "Somebody else has that time. Choose another one."
    ),
    "directory_slug_key": Problem(
        409, "slug-taken", "That name is taken", "Another business has that name in its URL."
    ),
    "domains_host_key": Problem(
        409, "host-claimed", "You have claimed that host", "It is among your domains already."
    ),
    "customer_quiet_hours_whole": Problem(
        422,
        "quiet-hours-invalid",
        "Those are no quiet hours",
        "They have a beginning and an end, which differ; or neither.",
    ),
    "member_quiet_hours_whole": Problem(
        422,
        "quiet-hours-invalid",
        "Those are no quiet hours",
        "They have a beginning and an end, which differ; or neither.",
    ),
    "notification_settings_quiet_hours_whole": Problem(
        422,
        "quiet-hours-invalid",
        "Those are no quiet hours",
        "They have a beginning and an end, which differ; or neither.",
    ),
    "notification_settings_reviews_sane": Problem(
        422,
        "review-times-invalid",
        "That is no time to ask for reviews",
        "The delay is from 0 to 10,080 minutes, the pause from 0 to 3,650 days.",
    ),
    "sites_host_key": Problem(
        409,
        "host-taken",
        "Another business has that host",
        "It was verified for another business before. They have to give it up first.",
    ),
    "customers_email_key": Problem(
        409, "email-taken", "That e-mail is taken", "Another customer has that e-mail address."
    ),
    "users_email_key": ACCOUNT_EXISTS,
    "locations_position_whole": Problem(
        422,
        "position-incomplete",
        "Half a position is none",
        "A position has `latitude` and `longitude`: send both, or clear both.",
    ),
    "plans_features_are_named": Problem(
        422, "features-not-named", "Features have names", "They are a JSON object."
    ),
    "resources_person_is_staff": Problem(
        422,
        "not-a-person",
        "Only staff are people",
        "`user_id` says which member a resource is, and only one of kind `staff` is anybody.",
    ),
    "services_deposit_within_price": Problem(
        422, "deposit-above-price", "The deposit is too high", "It is at most the price."
    ),
    "services_horizon_sane": HORIZON_INVALID,
    "tenants_horizon_sane": HORIZON_INVALID,
    "commission_rules_of_one_thing": Problem(
        422,
        "commission-rule-invalid",
        "That is no rule",
        "A rule is of one service, or of a category, or of all: not of two at once.",
    ),
    "invoice_settings_kept_sane": Problem(
        422,
        "kept-years-invalid",
        "That is not how long they are kept",
        "The law has documents kept for 5 to 30 years.",
    ),
    "invoice_settings_prefixes_differ": PREFIX_TAKEN,
    "tenants_tips_sane": TIPS_INVALID,
    "sms_accounts_whole": ACCOUNT_INCOMPLETE,
    "prepaid_settings_sane": Problem(
        422,
        "prepaid-settings-invalid",
        "Those are no terms",
        "`gift_card_months` is from 1 to 240, and the smallest gift card is of something, and "
        "no more than the largest.",
    ),
    "packages_sane": Problem(
        422,
        "package-invalid",
        "That is no package",
        "It has 1 to 1,000 `sessions`, each costs a minor unit or more, and `validity_days` are "
        "1 to 3,650.",
    ),
    "rewards_sane": Problem(
        422,
        "reward-invalid",
        "That is no reward",
        "It takes 1 to 10,000,000 `points`, and is an `amount`, a `percent` (1 to 100), or a "
        "service (`service_id`): what its `kind` says, and nothing else.",
    ),
    "loyalty_programmes_sane": PROGRAMME_INVALID,
    "whatsapp_accounts_whole": ACCOUNT_INCOMPLETE,
    "templates_subject_is_a_line": Problem(
        422,
        "subject-invalid",
        "A subject is one line",
        "It has at most 200 characters, and no line breaks.",
    ),
    "templates_whole": Problem(
        422,
        "template-incomplete",
        "Half a text",
        "A subject and a text are there or not together.",
    ),
    "waitlist_priority_sane": Problem(
        422, "priority-invalid", "That is no priority", "A priority is from -1000 to 1000."
    ),
    "refund_policy_shape": Problem(
        422,
        "refund-policy-invalid",
        "That is no refund policy",
        '`{"tiers": [{"notice_minutes": 1440, "percent": 50}], "no_show_percent": 50, '
        '"late_cancel_percent": 25}`: up to ten tiers, whole per cents from 0 to 100, notice up to '
        "a year. The two fees may be left out.",
    ),
    "retention_rules_sane": Problem(
        422,
        "retention-invalid",
        "That is no time to keep things",
        "Months are from 1 to 240, days from 1 to 3,650. Null is for ever.",
    ),
    # Rules a function enforces, by SQLSTATE.
    "KA001": Problem(401, "not-signed-in", "Sign in first", "This needs a signed-in member."),
    "KA003": Problem(
        401, "refresh-token-invalid", "Your session has ended", "Sign in again to begin a new one."
    ),
    "KA004": Problem(
        401,
        "link-invalid",
        "The link is no longer good",
        "A link in an e-mail can be followed once, and not for ever. Ask for a new one.",
    ),
    "KA010": SIGN_IN_FAILED,
    "KA011": Problem(
        401,
        "second-factor-required",
        "A code is needed as well",
        "Send the same again with `code`: what your device shows now, or a recovery code.",
    ),
    "KA012": Problem(
        401,
        "second-factor-wrong",
        "The code does not fit",
        "A code is good for a minute and once. Wait for the next one, or use a recovery code.",
    ),
    "KA013": Problem(
        401,
        "nobody-here",
        "Nobody here has that e-mail",
        "Your identity provider knows you, and we do not. Sign up with the same e-mail address.",
    ),
    "KC001": Problem(
        409,
        "slot-taken",
        "That time is taken",
        "Somebody else has that time, or what the service needs besides is taken then. "
        "`alternatives` has up to five free slots nearest to it, `reasons` what is in the way.",
    ),
    "KC002": Problem(
        409,
        "wrong-state",
        "The booking is past that",
        "A booking goes through its life in one direction: a cancelled one cannot be confirmed, a "
        "completed one cannot be moved. Read it again to see where it stands.",
    ),
    "KC003": Problem(
        409,
        "hold-expired",
        "The hold has run out",
        "The booking was held for a while and not paid in time, or the offer from the waitlist was "
        "not answered in time; join anew to wait on. Its slot may be taken by now.",
    ),
    "KC004": Problem(
        409, "too-early", "It is too early for that", "This can be said only closer to the visit."
    ),
    "KC020": Problem(
        409, "location-in-use", "Something is still there", "Archive or move its resources first."
    ),
    "KC021": Problem(
        409,
        "seats-in-use",
        "More seats are taken",
        "Bookings to come sit in more seats than that. Move them first.",
    ),
    "KC022": Problem(
        409,
        "resource-in-use",
        "It has bookings to come",
        "Move or cancel the bookings to come first.",
    ),
    "KC030": Problem(
        409,
        "bookings-in-the-way",
        "Bookings are in the way",
        "Bookings would stand where nobody works any more. `bookings` lists up to fifty of them: "
        "move or cancel them, or send `keep_bookings: true` to leave them as they are.",
    ),
    "KC031": Problem(
        409,
        "customer-in-use",
        "The customer has bookings to come",
        "A customer who has bookings to come, or waits for one, stays.",
    ),
    "KC032": Problem(
        409, "email-taken", "That e-mail is taken", "Another customer has that e-mail address."
    ),
    "KC040": Problem(
        409,
        "series-conflict",
        "Not all of it can be had",
        "Times of the series are taken, or nobody works then, and the mode asks for more than is "
        "left. `conflicts` lists each of them, with `reasons`, and the first ten with "
        "`alternatives`: up to five free slots nearest to it. Nothing was booked, or moved.",
    ),
    "KC041": Problem(
        409,
        "series-over",
        "Nothing of it is to come",
        "Every booking of the series, or from that one on, has begun, ended or been cancelled.",
    ),
    "KC050": Problem(
        409,
        "slots-free",
        "Something is free",
        "There are free times in that window, so there is nothing to wait for. `slots` has up to "
        "five of them: book one.",
    ),
    "KC051": Problem(
        409,
        "not-waiting",
        "The entry does not stand there",
        "Only what is offered can be accepted or declined, only who waits can be changed, and only "
        "one of the two can leave. `detail` says where it stands.",
    ),
    "KC052": Problem(
        409,
        "already-waiting",
        "They wait for this already",
        "A customer is on the waitlist once for each service. Leave that entry to join anew.",
    ),
    "KC060": ACCOUNT_EXISTS,
    "KC061": Problem(
        409,
        "second-factor-on",
        "You have a second factor",
        "There is one at a time. Switch it off to have another.",
    ),
    "KC062": Problem(
        409,
        "second-factor-not-begun",
        "There is no second factor",
        "Ask for a secret first: `POST /v1/me/totp`.",
    ),
    "KC065": Problem(
        409,
        "last-owner",
        "Somebody has to own it",
        "The last owner of a business can neither leave nor become anything else. Somebody else "
        "has to be an owner first: only who runs the platform can make owners.",
    ),
    "KC066": Problem(
        409,
        "bookings-do-not-fit",
        "Not all of it can be handed over",
        "Bookings cannot move to that resource at their time: it is taken then, does not work "
        "then, or does not do that. `bookings` lists up to fifty of them, with `reasons`. Nothing "
        "was moved.",
    ),
    "KC067": Problem(
        409, "already-member", "They work here already", "Whoever has that address is a member."
    ),
    "KC068": Problem(
        409,
        "already-invited",
        "They have been invited",
        "An invitation to that address is open. Send it again, or revoke it.",
    ),
    "KC069": Problem(
        409,
        "invitation-closed",
        "The invitation is over",
        "It has been accepted or revoked. Invite them anew.",
    ),
    "KC080": Problem(
        409, "slug-taken", "That name is taken", "Another business has that name in its URL."
    ),
    "KC081": Problem(
        409,
        "too-many-applications",
        "Enough businesses for now",
        "Five businesses wait for that e-mail address to be proved. Follow the links in the "
        "e-mails, or wait until one lapses.",
    ),
    "KC082": Problem(
        409,
        "tenant-open",
        "The business is open",
        "The link has been followed, and has done its work. Sign in. `slug` says which it is.",
    ),
    "KC083": Problem(
        409,
        "dns-unanswered",
        "DNS did not answer",
        "The name servers of the host do not answer, or not in time. Try again in a while.",
    ),
    "KC090": Problem(
        409,
        "location-archived",
        "Its location is closed",
        "Restore the location that it is at first.",
    ),
    "KC095": Problem(
        409,
        "two-offers",
        "Both have an offer",
        "Nobody has two offers of the waitlist at once, and these two have one each. Merge them "
        "once one is accepted, declined or lapsed.",
    ),
    "KC096": Problem(
        409,
        "consent-stays",
        "A consent stays as it is",
        "What somebody consented to is never changed; it can be withdrawn, once.",
    ),
    "KC100": Problem(
        409,
        "archive-user-taken",
        "Somebody else is here under that name",
        "An archive has a user whose e-mail address, or id, is somebody else's here.",
    ),
    "KC101": Problem(
        409,
        "bookings-to-come",
        "There are bookings to come",
        "Whoever is erased cannot be told of their bookings any more. `bookings` lists up to fifty "
        "of them: cancel them, or send `cancel_bookings: true`.",
    ),
    "KC102": Problem(
        409,
        "account-in-use",
        "Your account is needed",
        "Whoever works for a business, or runs the platform, leaves before they are erased.",
    ),
    "KC120": Problem(
        409, "not-enough-left", "There is not enough left", "Less is left than that takes."
    ),
    "KC121": Problem(
        409,
        "payments-unavailable",
        "There are no payments online",
        "This business takes no payments online yet. Pay on site.",
    ),
    "KC122": Problem(
        409, "nothing-to-pay", "There is nothing to pay", "It is paid already, or being paid."
    ),
    "KC123": Problem(
        409,
        "refund-too-large",
        "There is not that much left",
        "No more can be given back of a payment than is left of it.",
    ),
    "KC124": Problem(
        409,
        "not-payable-online",
        "That cannot be paid online",
        "It is too little, or in a currency in which nothing can be paid online. Pay on site.",
    ),
    "KC130": Problem(
        409,
        "late-cancel-fee",
        "It is late: that costs a fee",
        "`fee` is what is charged, `refund` what goes back. Say `accept_fee` to cancel.",
    ),
    "KC131": Problem(
        409, "not-paid", "It is not paid", "Only what has been paid can be given back."
    ),
    "KC132": Problem(
        409,
        "payment-disputed",
        "The bank asks it back",
        "While the customer's bank asks a payment back, it is not given back by hand.",
    ),
    "KC133": Problem(
        409,
        "not-waivable",
        "That cannot be waived",
        "Only a fee that has not been paid can be waived. What has been paid can be given back.",
    ),
    "KC160": Problem(
        409,
        "plan-limit-reached",
        "Your plan allows no more",
        "limit says of what, allowed how many, and better_plan which plan would do, if one does.",
    ),
    "KC161": Problem(
        409,
        "no-subscription",
        "You have not subscribed to a plan",
        "There is nothing to change, to cancel or to see: subscribe first.",
    ),
    "KC162": Problem(
        409,
        "already-subscribed",
        "You have a plan already",
        "Change the plan that you have; to the one that you have there is nothing to change.",
    ),
    "KC163": Problem(
        409,
        "plan-not-for-sale",
        "This plan is not sold like that",
        "It has no price for that interval in the currency of the business.",
    ),
    "KC164": Problem(409, "plan-exists", "There is such a plan", "Plans have names of their own."),
    "KC165": Problem(
        409,
        "plan-is-default",
        "Everybody has this plan",
        "Make another the one that everybody has first.",
    ),
    "KC150": Problem(
        409,
        "more-than-due",
        "That is more than is due",
        "No more is taken for a booking than is left to pay. What is given on top is a tip.",
    ),
    "KC151": Problem(
        409,
        "not-voidable",
        "That cannot be undone",
        "Only what was recorded on site is undone, on the same day. Give it back instead.",
    ),
    "KC152": Problem(
        409, "tips-off", "There are no tips here", "This business takes no tips: leave `tip` out."
    ),
    "KC153": Problem(
        409,
        "nothing-to-settle",
        "There is nothing to pay out",
        "Up to that day nothing was earned that has not been paid out.",
    ),
    "KC170": Problem(
        409, "gift-card-not-usable", "It is not good any more", "The gift card is expired or void."
    ),
    "KC171": Problem(
        409,
        "no-package",
        "There is no package for it",
        "The customer has no package that is good for this and has enough sessions left.",
    ),
    "KC173": Problem(
        409,
        "not-sold-online",
        "That is not sold online",
        "This business does not sell gift cards online.",
    ),
    "KC174": Problem(
        409,
        "not-creditable",
        "There is nothing to give back",
        "Nothing is left of the payment, or nobody is known whose credit it could be.",
    ),
    "KC175": Problem(
        409,
        "reward-not-usable",
        "This reward does not fit",
        "It is for something else, nothing is left to pay, or the booking has a reward already.",
    ),
    "KC180": Problem(
        409,
        "nothing-to-invoice",
        "There is nothing to invoice",
        "A visit is invoiced once it is over; one that will not be, if a fee was kept or charged.",
    ),
    "KC181": Problem(
        409,
        "not-replaceable",
        "That invoice is not replaced",
        "It is a credit note, another stands in its place already, or nothing is left of it.",
    ),
    "KC182": Problem(
        409,
        "already-invoiced",
        "It is invoiced already",
        "An invoice says for good what it says. The business can put another in its place.",
    ),
    "KC183": PREFIX_TAKEN,
    "KC185": Problem(
        409,
        "month-not-over",
        "The month is not over",
        "A month is closed when it is over on the clock of the business.",
    ),
    "KC186": Problem(
        409, "month-closed", "The month is closed", "A month that is closed stays so."
    ),
    "KC187": Problem(
        409,
        "earlier-month-open",
        "An earlier month is open",
        "Months are closed one after the other, from the first in which something was posted.",
    ),
    "KC500": Problem(
        409,
        "delivery-settled",
        "It is over",
        "It was delivered, skipped or discarded. To tell it once more, replay it.",
    ),
    "KC501": Problem(
        409,
        "delivery-under-way",
        "Somebody is at it",
        "A worker is making this delivery. Look again in a minute.",
    ),
    "KC520": Problem(
        409,
        "delivery-pending",
        "It is under way",
        "It is still to be delivered, or being delivered. What is over can be delivered again.",
    ),
    "KC521": Problem(
        409, "too-many-webhooks", "No more webhooks", "A business has 20 at most. Delete one."
    ),
    "KC522": Problem(
        409, "webhook-disabled", "The webhook is disabled", "Enable it first, or ping it."
    ),
    "KC550": Problem(
        409,
        "unsubscribed",
        "They do not want to be told that",
        "It was switched off for all bookings, by the link in a notice or with an account, and is "
        "switched on again in the same way. The token of one booking is not enough.",
    ),
    "KC570": Problem(
        409,
        "too-many-calendars",
        "You have enough calendars",
        "Remove an outside calendar that you no longer need first.",
    ),
    "KC571": Problem(
        409,
        "too-many-feeds",
        "You have enough feeds",
        "Remove one that you no longer need first.",
    ),
    "KC572": Problem(
        409,
        "google-not-set-up",
        "There are no Google calendars here",
        "Whoever runs this has not set up Google Calendar.",
    ),
    "KF001": Problem(
        403, "forbidden", "Your role does not allow this", "Ask somebody with a higher role."
    ),
    "KF002": Problem(
        403, "tenant-suspended", "No bookings here now", "The business takes no bookings now."
    ),
    "KF015": Problem(
        403,
        "acting-ended",
        "You do not act for this business",
        "A platform admin acts for a business for a while and for a reason. That is over, or never "
        "began. Begin anew: `POST /v1/act-for`.",
    ),
    "KF016": Problem(
        403,
        "rank-too-low",
        "Somebody above decides that",
        "Nobody gives a role that is not below their own, nor decides about somebody who has it.",
    ),
    "KF017": Problem(
        403,
        "not-acting",
        "Not by yourself",
        "Platform admins do this, while they act for the business.",
    ),
    "KF030": Problem(
        403,
        "email-not-verified",
        "Is the address yours?",
        "Follow the link in the e-mail that was sent to you: what businesses know of an e-mail "
        "address is shown to whoever reads it.",
    ),
    "KF031": Problem(403, "not-your-note", "Not your note", "Only who wrote a note can change it."),
    "KF032": Problem(
        403,
        "signed-in-elsewhere",
        "You did not sign in here",
        "Only what came of signing in here can go on in another business. Who has a token of an "
        "identity provider asks that for one which names the business.",
    ),
    "KF160": Problem(
        403,
        "subscription-lapsed",
        "This business can only be read",
        "Its plan has not been paid. Owners pay at `POST /v1/subscription/portal`, or subscribe "
        "anew; until then what is booked goes on, and nothing else changes.",
    ),
    "KF170": Problem(
        403,
        "wallet-closed",
        "That is not yours to spend",
        "What a customer has is theirs. Sign in with their address, or bring the token that was "
        "sent to it: `POST /v1/tenants/{slug}/wallets`.",
    ),
    "KL001": Problem(
        429,
        "too-many-holds",
        "Too many unpaid bookings",
        "A customer may hold a few slots at a time. Pay for one, cancel one, or wait until one "
        "lapses (`Retry-After`).",
    ),
    "KL002": Problem(
        429,
        "too-many-attempts",
        "That was too often",
        "Signing in, and e-mails, are slowed down for a while: `Retry-After` says how long. No "
        "account is ever locked.",
    ),
    "KF130": Problem(
        403,
        "refund-limit",
        "That is more than you may give back",
        "How much of a payment staff may give back is in the settings. Managers may all of it.",
    ),
    "KN001": Problem(404, "tenant-not-found", "No such business", "Nobody has that name here."),
    "KN002": Problem(
        404,
        "service-not-found",
        "No such service",
        "There is no such service, or nobody who does it where you asked for it.",
    ),
    "KN003": Problem(
        404,
        "booking-not-found",
        "No such booking",
        "There is no such booking, or it is not yours to see. With a manage token: it must be the "
        "token of this very booking, of its series, or of the waitlist entry that accepted it.",
    ),
    "KN004": Problem(404, "customer-not-found", "No such customer", "It may have been deleted."),
    "KN005": Problem(404, "resource-not-found", "No such resource", "It may have been archived."),
    "KN006": Problem(404, "location-not-found", "No such location", "It may have been archived."),
    "KN007": Problem(404, "hours-not-found", "No such hours", "They may have been deleted."),
    "KN008": Problem(404, "shift-not-found", "No such shift", "It may have been deleted."),
    "KN009": Problem(404, "time-off-not-found", "No such time off", "It may have been deleted."),
    "KN010": Problem(404, "closure-not-found", "No such closure", "It may have been deleted."),
    "KN011": Problem(
        404,
        "series-not-found",
        "No such series",
        "There is no such series, or it is not yours to see. With a manage token: it must be the "
        "token of this very series.",
    ),
    "KN012": Problem(
        404,
        "waitlist-entry-not-found",
        "No such entry",
        "There is no such entry on the waitlist, or it is not yours to see. With a manage token: "
        "it must be the token of this very entry.",
    ),
    "KN013": Problem(
        404, "session-not-found", "No such session", "You are not signed in there any more."
    ),
    "KN015": Problem(404, "member-not-found", "No such member", "They may have left."),
    "KN016": Problem(404, "invitation-not-found", "No such invitation", "Nobody was asked so."),
    "KN020": Problem(404, "template-not-found", "No such e-mail", "There is no such template."),
    "KN021": Problem(
        404,
        "site-not-found",
        "Nobody has that host",
        "No business has verified that host, or has that name under our domain.",
    ),
    "KN022": Problem(404, "domain-not-found", "No such domain", "It may have been given up."),
    "KN028": Problem(404, "note-not-found", "No such note", "It may have been deleted."),
    "KN029": Problem(
        404, "consent-not-found", "No such consent", "Or it is not of that customer, or booking."
    ),
    "KN030": Problem(
        404, "profile-not-found", "They do not know you", "No business of that name knows you."
    ),
    "KN120": Problem(404, "payment-not-found", "No such payment", "There is no such payment."),
    "KN130": Problem(404, "card-not-found", "No such card", "There is no card on file."),
    "KN140": Problem(
        404,
        "payment-account-not-found",
        "There is no account for payments",
        "Open one: `POST /v1/payment-account`.",
    ),
    "KN141": Problem(404, "payout-not-found", "No such payout", "There is no such payout."),
    "KN160": Problem(404, "plan-not-found", "No such plan", "Plans are listed at /v1/plans."),
    "KN150": Problem(
        404, "commission-rule-not-found", "No such rule", "There is no such rule for commissions."
    ),
    "KN170": Problem(
        404, "gift-card-not-found", "There is no such gift card", "Look at the code once more."
    ),
    "KN171": Problem(
        404, "package-not-found", "There is no such package", "It may not be sold any more."
    ),
    "KN173": Problem(
        404, "reward-not-found", "There is no such reward", "It may not be offered any more."
    ),
    "KN180": Problem(
        404, "invoice-not-found", "No such document", "There is no such invoice or credit note."
    ),
    "KN500": Problem(
        404, "delivery-not-found", "No such delivery", "Deliveries are listed at /v1/deliveries."
    ),
    "KN520": Problem(404, "webhook-not-found", "No such webhook", "It may have been deleted."),
    "KN521": Problem(
        404,
        "webhook-delivery-not-found",
        "It was not told that",
        "There is no such delivery, or it is not one of that webhook.",
    ),
    "KN540": Problem(
        404, "push-subscription-not-found", "No such browser", "None of yours has that id."
    ),
    "KN570": Problem(404, "calendar-not-found", "No such calendar", "It may have been removed."),
    "KN571": Problem(404, "feed-not-found", "No such feed", "It may have been removed."),
    "KP001": Problem(
        412,
        "version-conflict",
        "The booking has changed",
        "If-Match names an older version. Read the booking again and decide anew.",
    ),
    "KV001": Problem(422, "role-unknown", "No such role", "Roles are owner, manager and staff."),
    "KV002": Problem(
        422,
        "cursor-unreadable",
        "Not a cursor of ours",
        "Pass `next_cursor` of the page before, unchanged.",
    ),
    "KV003": Problem(
        422,
        "idempotency-mismatch",
        "The key came with another request",
        "An Idempotency-Key belongs to one request, repeated to the letter. Use a new key.",
    ),
    "KV004": Problem(
        422,
        "customer-invalid",
        "The customer does not fit",
        "A customer has a name and an e-mail address, and perhaps a phone number.",
    ),
    "KV005": Problem(
        422, "range-invalid", "The range does not fit", "At most 62 days, first date first."
    ),
    "KV010": Problem(
        422, "too-soon", "Too soon to book", "The business wants to know earlier than that."
    ),
    "KV011": Problem(
        422, "too-far-ahead", "Too far ahead to book", "The calendar is not open that far yet."
    ),
    "KV012": Problem(
        422,
        "outside-hours",
        "Nobody works then",
        "The location is closed, whoever does this does not work then, or the time is not one that "
        "is on offer. `reasons` says which.",
    ),
    "KV013": Problem(
        422, "limit-reached", "That day is full", "The business limits its bookings for a day."
    ),
    "KV014": Problem(
        422, "party-too-large", "Too many people", "No table, or class, takes so many."
    ),
    "KV015": Problem(
        422,
        "customer-limit-reached",
        "Enough bookings for one day",
        "The business limits the bookings of one customer for a day.",
    ),
    "KV016": Problem(
        422,
        "too-late-to-reschedule",
        "Too late to move it",
        "`reschedule_until` of the booking has passed. Ask the business. `booking_id` and "
        "`starts_at` say which it is: of a series nothing was moved, and `from_booking_id` of the "
        "next moves those after it.",
    ),
    "KV017": Problem(
        422,
        "too-late-to-cancel",
        "Too late to cancel",
        "`cancel_until` of the booking has passed. Ask the business. `booking_id` and `starts_at` "
        "say which it is: of a series nothing was cancelled, and `from_booking_id` of the next "
        "cancels those after it.",
    ),
    "KV018": Problem(
        422,
        "other-terms",
        "Other terms apply there",
        "Moving a booking keeps its price and length. Cancel it and book the other one anew.",
    ),
    "KV020": Problem(
        422, "near-invalid", "That is nowhere", "`near` is `latitude,longitude` in degrees."
    ),
    "KV021": Problem(
        422,
        "requirements-invalid",
        "The requirements do not fit",
        "A service has one to nine parts, each with resources that can take it; the first leads, "
        "and nobody takes two parts.",
    ),
    "KV022": Problem(
        422,
        "money-invalid",
        "The amount does not fit",
        "An amount is a whole number of minor units, in the currency of the business.",
    ),
    "KV023": Problem(
        422,
        "currency-unknown",
        "No such currency",
        "`currency` is a code of ISO 4217 that people pay with: EUR.",
    ),
    "KV024": Problem(
        422,
        "currency-not-online",
        "Nothing is paid online in this currency",
        "The business has a currency in which nothing can be paid online, and no fee be charged.",
    ),
    "KV025": Problem(
        422,
        "amount-too-small",
        "That is too little to be paid online",
        "What is paid online has a least amount in each currency: the price, the deposit, and what "
        "is left of the price after it.",
    ),
    "KV030": Problem(
        422, "span-invalid", "The span does not fit", "It ends after it starts; it has a limit."
    ),
    "KV040": Problem(
        422, "preset-invalid", "The preset does not fit", "A preset document has a fixed form."
    ),
    "KV041": Problem(
        422,
        "slug-reserved",
        "Nobody can have that name",
        "The name is needed for something else in URLs. `suggestions` has up to three like it.",
    ),
    "KV042": Problem(
        422,
        "part-invalid",
        "A part of the request does not fit",
        "A field of it is missing, unknown, or cannot be read. `errors` says which.",
    ),
    "KV043": Problem(
        422,
        "password-required",
        "Choose a password",
        "There is no account with that e-mail address yet: one is made, and needs a password.",
    ),
    "KV044": Problem(
        422,
        "host-ours",
        "That host is ours",
        "Hosts under our own domain go with the slug of a business, and cannot be claimed.",
    ),
    "KV045": Problem(
        422,
        "record-missing",
        "DNS does not say so yet",
        "There is no TXT record at `record_name` that says `record_value`. A new one can take a "
        "while until everybody sees it.",
    ),
    "KV046": Problem(
        422,
        "host-invalid",
        "That is no host",
        "A host is a name in DNS with a domain, and nothing else: www.example.com.",
    ),
    "KV050": Problem(
        422, "series-too-long", "Too many times", "A series has at most 104 occurrences."
    ),
    "KV051": Problem(
        422,
        "not-the-first",
        "The rule does not begin then",
        "`starts_at` is the first occurrence of `rrule`, on the wall where the service is done.",
    ),
    "KV052": Problem(
        422,
        "zone-unclear",
        "Where is it to be?",
        "The service is done in places of several time zones. Say in which: `location_id`.",
    ),
    "KV060": Problem(
        422,
        "window-invalid",
        "The window does not fit",
        "A window has a start and an end, at most 62 days apart, and lies in the time that can be "
        "booked.",
    ),
    "KV070": Problem(
        422, "code-wrong", "The code does not fit", "Send the code that your device shows now."
    ),
    "KV080": Problem(
        422,
        "location-required",
        "Where is it to be?",
        "Whoever is invited gets a calendar in one location. Say in which: `location_id`; or that "
        "they get none: `calendar: false`.",
    ),
    "KV081": Problem(
        422,
        "onboarding-incomplete",
        "Something is still to be said",
        "Who has no account yet says what they are called and chooses a password. `needs` of the "
        "look beforehand lists what is missing.",
    ),
    "KV082": Problem(
        422,
        "hand-over-invalid",
        "To whom?",
        "Bookings are handed over to a calendar of somebody else, or kept: not both.",
    ),
    "KV098": Problem(
        422, "merge-with-itself", "That is the same one", "It takes two customers to merge."
    ),
    "KV105": Problem(
        422, "archive-invalid", "The archive does not fit", "It is not as this version writes them."
    ),
    "KV120": Problem(
        422,
        "stripe-event-invalid",
        "That is no event of Stripe's",
        "An event has an id, a type, a time, and the object that it is about.",
    ),
    "KV130": Problem(
        422,
        "refund-amount-invalid",
        "That is no amount to give back",
        "An amount is more than nothing, in minor units of the payment's own currency.",
    ),
    "KV140": Problem(
        422,
        "country-missing",
        "In which country is that?",
        "An account for payments is of one country: send `country`, or say where the business is.",
    ),
    "KV141": Problem(
        422,
        "report-too-long",
        "That is too long",
        "A report is of a year at most, from its first day.",
    ),
    "KV160": Problem(
        422,
        "plan-prices-invalid",
        "These are no prices",
        'Each is {"interval": "month", "amount": {"amount": 2900, "currency": "EUR"}}, by month or '
        "year, and there is one for each interval and currency.",
    ),
    "KV150": Problem(
        422,
        "location-needed",
        "Of which location?",
        "A business with several locations has several tills: say `location_id`.",
    ),
    "KV151": Problem(
        422,
        "tiers-invalid",
        "Those are no tiers",
        'Up to 12 tiers, each `{"from": {"amount", "currency"}, "basis_points": 4000}`, and no two '
        "from the same amount.",
    ),
    "KV152": TIPS_INVALID,
    "KV153": Problem(
        422,
        "period-invalid",
        "That is no period",
        "`to` is not before `from`, and a year after it at most.",
    ),
    "KV170": Problem(
        422,
        "code-invalid",
        "That is no code",
        "A gift card's code has 16 signs, of which two check the others: one of them is wrong.",
    ),
    "KV171": Problem(
        422,
        "gift-card-amount",
        "No gift card is of that amount",
        "A business says how much a gift card is worth at least, and at most.",
    ),
    "KV173": Problem(
        422, "services-invalid", "Those are no services", "Send a list of ids of your services."
    ),
    "KV174": Problem(
        422,
        "nothing-to-redeem",
        "There is nothing to redeem",
        "Send `gift_card_code`, `use_package`, `use_credit` or `reward_id`.",
    ),
    "KV175": Problem(
        422, "nothing-to-adjust", "That is nothing", "Say how much to give, or to take."
    ),
    "KV176": PROGRAMME_INVALID,
    "KV500": Problem(
        422,
        "range-empty",
        "Nothing lies in that range",
        "Say from which event to which, or from when to when: not `first_sequence` and `from`.",
    ),
    "KV501": Problem(
        422,
        "target-unknown",
        "Nothing is told there",
        "`target_id` is a webhook or a calendar of the business; on other channels the business's "
        "own id.",
    ),
    "KV510": Problem(
        422,
        "event-type-unknown",
        "There is no such event",
        "`GET /v1/event-types` lists the types. A subject alone (`booking`) stands for all of its "
        "types.",
    ),
    "KV520": Problem(
        422,
        "webhook-url-insecure",
        "That goes in the clear",
        "What is sent to webhooks concerns people: their URLs begin with `https://`.",
    ),
    "KV521": Problem(
        422,
        "event-filter-invalid",
        "There are no such events",
        "`events` lists types of events (`booking.confirmed`), all of a subject (`booking.*`), or "
        "all there are (`*`).",
    ),
    "KV522": Problem(
        422,
        "url-not-public",
        "Nothing can be reached there",
        "Webhooks and outside calendars are on the public internet: not at a private address, nor "
        "on this very machine, and at a port from 1 to 65535.",
    ),
    "KV540": Problem(
        422,
        "templates-invalid",
        "Those are no templates",
        "By kind of notice and language, the name of what WhatsApp has approved, its language "
        "there, and the words for its gaps.",
    ),
    "KV550": Problem(
        422,
        "channels-invalid",
        "Those are no ways of telling anybody",
        "A list of some of email, push, whatsapp and sms; for what members are told, of the first "
        "two.",
    ),
    "KV551": Problem(
        422,
        "reminders-invalid",
        "Those are no times to remind",
        "A list of up to five numbers of minutes before a visit, each from 5 to 43,200.",
    ),
    "KV570": Problem(
        422,
        "calendar-url-insecure",
        "That URL goes without TLS",
        "An outside calendar is read from `https://` only.",
    ),
    "KV571": Problem(
        422,
        "feed-of-one-thing",
        "A feed is of one thing",
        "Say `resource_id` or `location_id`, and not both.",
    ),
    # What PostgreSQL itself says to a client that got something wrong.
    "22": Problem(
        422,
        "invalid-value",
        "A value cannot be read",
        "A value is not of its type, or not within its bounds.",
    ),
    "23502": Problem(
        422, "value-required", "A value is required", "A field that needs a value was emptied."
    ),
    "23001": Problem(409, "still-in-use", "Something refers to it", "It is in use elsewhere."),
    "23503": Problem(
        422, "not-there", "It refers to nothing", "What a value refers to is not there."
    ),
    "23505": Problem(409, "already-exists", "It is there already", "One of the same kind exists."),
    "23514": Problem(422, "rule-broken", "A value breaks a rule", "The values do not go together."),
    "25006": Problem(
        503,
        "read-only",
        "Only reading for now",
        "The database takes no changes now: it is being maintained, or another takes over.",
    ),
    "42501": Problem(403, "forbidden", "Not allowed", "Your role does not allow this."),
    "40": Problem(
        409, "try-again", "Others were faster", "Too many wanted the same at once. Try again."
    ),
    "57014": Problem(503, "timeout", "It took too long", "The database is busy. Try again."),
    "55P03": Problem(503, "timeout", "It took too long", "The database is busy. Try again."),
}

UNAVAILABLE = Problem(
    503, "unavailable", "Try again in a moment", "The database cannot be reached, or is full."
)
OUTCOME_UNKNOWN = Problem(
    503,
    "outcome-unknown",
    "It may have been done",
    "The connection to the database broke, or the time was up, before it answered. Send the same "
    "request with its Idempotency-Key again to learn what came of it; without a key, look first.",
)
UNEXPECTED = Problem(
    500, "unexpected", "Something went wrong", "This is a mistake of ours. The request id finds it."
)
BAD_ARGUMENTS = Problem(
    422,
    "invalid-arguments",
    "The request does not fit",
    "A field is missing, unknown, or cannot be read. `errors` says which.",
)

REFRESH_REUSED = Problem(
    401,
    "refresh-token-reused",
    "That token was used before",
    "A refresh token works once. One that comes twice has been copied, so everybody who holds a "
    "token of that sign-in has to sign in again.",
)

# What the application refuses before the database is asked.
REFUSALS = {
    400: Problem(400, "unreadable", "The request cannot be read", "The body is not a JSON object."),
    401: Problem(
        401, "token-invalid", "Who are you?", "The token is missing, expired or not one of ours."
    ),
    404: Problem(404, "not-found", "Nothing here", "There is no such address."),
    405: Problem(405, "method-not-allowed", "Not that way", "`Allow` lists what is possible."),
    413: Problem(413, "too-large", "The body is too large", "A body has at most 64 kB."),
    415: Problem(415, "not-json", "The body is not JSON", "Send `Content-Type: application/json`."),
    429: Problem(
        429,
        "too-many-requests",
        "Slow down",
        "Too many writes from your address in a minute, or too many streams at a time.",
    ),
    503: UNAVAILABLE,
}


def catalogue() -> dict[str, Problem]:
    """Every problem by its slug."""
    everything = [
        *PROBLEMS.values(),
        *REFUSALS.values(),
        BAD_ARGUMENTS,
        CALLBACK_REFUSED,
        OUTCOME_UNKNOWN,
        PASSWORD_MISSING,
        PASSWORD_WRONG,
        PAYMENTS_REFUSED,
        PAYMENTS_SILENT,
        PUSH_UNAVAILABLE,
        REFRESH_REUSED,
        SIGN_IN_FAILED,
        STRIPE_UNSIGNED,
        UNEXPECTED,
    ]
    return {problem.slug: problem for problem in sorted(everything, key=lambda p: p.slug)}
