"""Invoices and credit notes as pages and as PDF, of what the database says of them (api.invoice).

Both are one layout (app/layouts/invoice.html). What writes the PDF reads a part of HTML: tables of
plain text, headings and paragraphs, with widths and alignment as attributes. A style sheet has the
rest, for browsers.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from app.templates import LAYOUTS
from app.texts import N_, Texts

TITLES = {
    "invoice": N_("Invoice {number}"),
    "credit_note": N_("Credit note {number}"),
}
KINDS = {
    "discount": N_("Discount"),
    "reduction": N_("Given back before"),
    "fee": N_("Cancellation fee"),
    "tip": N_("Tip"),
}
METHODS = {
    "stripe": N_("Online"),
    "cash": N_("Cash"),
    "card_terminal": N_("Card"),
    "bank_transfer": N_("Bank transfer"),
    "credit": N_("Credit"),
    "gift_card": N_("Gift card"),
    "package": N_("Package"),
}
REASONS = {
    "added": N_("It adds to invoice {number}."),
    "reduced": N_("It lowers invoice {number}."),
    "refunded": N_("It lowers invoice {number}, of which something was given back."),
    "replaced": N_("It takes back invoice {number}. Another stands in its place."),
}
REPLACES = N_("It stands in the place of invoice {number}.")

ISSUED_ON = N_("Issued on")
SUPPLIED_ON = N_("Provided on")
SELLER = N_("Seller")
BUYER = N_("Buyer")
TAX_NUMBER = N_("Tax number: {number}")
WHAT = N_("What was provided")
QUANTITY = N_("Quantity")
NET = N_("Net")
TAX = N_("Tax")
GROSS = N_("Gross")
TAX_OF = N_("{tax} {rate} on {net}")
TOTAL = N_("Total")
CREDITED = N_("Credited")
PAID = N_("Paid")
DUE = N_("To be paid")
PAYMENTS = N_("Payments")
GIVEN_BACK = N_("Given back: {how}")
AS_FILE = N_("Download as PDF")

DASH = "\N{EN DASH}"

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f5f7; color: #1c2024; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 50rem; margin: 2rem auto; padding: 3rem; background: #fff; border-radius: 6px; }
h1 { margin: 0 0 1rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2rem 0 0.5rem; font-size: 1rem; }
table { width: 100%; border-collapse: collapse; margin: 0 0 2rem; }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; vertical-align: top; text-align: left; }
th:last-child, td:last-child { padding-right: 0; }
[align="right"] { text-align: right; white-space: nowrap; }
.facts td:first-child, .parties th, .lines th { color: #59636e; font-weight: normal; }
.lines th, .lines td { padding-top: 0.625rem; padding-bottom: 0.625rem; }
.lines tr { border-bottom: 1px solid #d9dde2; }
.totals th { border-top: 1px solid #1c2024; }
.totals th:first-child, .totals tr:last-child td { border-top: 0; }
p { color: #59636e; }
.gap { display: none; }
@media print { body { background: none; } main { margin: 0; padding: 0; } .file { display: none; } }
@media (max-width: 40rem) { main { margin: 0; padding: 1.25rem; border-radius: 0; } }
"""

# What a browser may do with the page: use its own style, and nothing else.
SECURITY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src "
    f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the lines: what it is called, how wide it is in per cent, and to which side."""

    label: str
    width: int
    align: str


@dataclass(frozen=True, slots=True)
class Total:
    """A line below the lines."""

    label: str
    amount: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Paid:
    """How something was paid, or given back."""

    day: str
    how: str
    amount: str


class Said:
    """What a document says, in its language."""

    def __init__(self, document: Mapping[str, Any], pdf_url: str = "") -> None:
        self._document = document
        self._texts = texts = Texts(document["locale"])
        self.language = texts.language
        self.title = texts.say(TITLES[document["series"]]).format(number=document["number"])
        self.facts = [
            (texts.say(ISSUED_ON), texts.day(document["issued_on"])),
            (texts.say(SUPPLIED_ON), texts.day(document["supplied_on"])),
        ]
        self.seller_label, self.buyer_label = texts.say(SELLER), texts.say(BUYER)
        self.payments_label = texts.say(PAYMENTS)
        self.file = (texts.say(AS_FILE), pdf_url)

    @property
    def parties(self) -> list[tuple[str, str]]:
        """Who sells and who buys, side by side, line by line."""
        seller, buyer = (list(self._party(self._document[who])) for who in ("seller", "buyer"))
        return list(zip_longest(seller, buyer, fillvalue=""))

    def _party(self, party: Mapping[str, Any]) -> Iterator[str]:
        for text in (party.get("company"), party["name"], party.get("address")):
            yield from filter(None, map(str.strip, (text or "").splitlines()))
        if number := party.get("tax_number"):
            yield self._texts.say(TAX_NUMBER).format(number=number)

    @property
    def columns(self) -> list[Column]:
        """What stands above the lines."""
        said = (WHAT, 36, "left"), (QUANTITY, 12, "right"), (NET, 18, "right"), (TAX, 16, "right")
        return [
            Column(self._texts.say(label), width, align)
            for label, width, align in (*said, (GROSS, 18, "right"))
        ]

    @property
    def lines(self) -> list[list[str]]:
        """The lines, as they stand in the columns."""
        money = self._texts.money
        return [
            [
                self._what(line),
                str(line["quantity"]),
                money(line["net"]),
                self._rate(line),
                money(line["gross"]),
            ]
            for line in self._document["lines"]
        ]

    def _what(self, line: Mapping[str, Any]) -> str:
        named = line.get("description")
        kind = KINDS.get(line["kind"])
        return ": ".join(filter(None, [self._texts.say(kind) if kind else "", named]))

    def _rate(self, of: Mapping[str, Any]) -> str:
        rate = of.get("tax_basis_points")
        return self._texts.percent(rate) if rate else DASH

    @property
    def totals(self) -> list[Total]:
        """What the lines come to."""
        document, texts = self._document, self._texts
        name = document.get("tax_name") or texts.say(TAX)
        said = [Total(texts.say(NET), texts.money(document["net"]))]
        said += [
            Total(
                texts.say(TAX_OF).format(
                    tax=name, rate=self._rate(each), net=texts.money(each["net"])
                ),
                texts.money(each["tax"]),
            )
            for each in document["taxes"]
            if each.get("tax_basis_points")
        ]
        if document["tip"]["amount"]:
            said.append(Total(texts.say(KINDS["tip"]), texts.money(document["tip"])))
        is_invoice = document["series"] == "invoice"
        in_all = texts.say(TOTAL if is_invoice else CREDITED)
        said.append(Total(in_all, texts.money(document["total"]), is_bold=True))
        if is_invoice and not document.get("corrects_id"):
            said.append(Total(texts.say(PAID), texts.money(document["paid"])))
            if document["due"]["amount"]:
                said.append(Total(texts.say(DUE), texts.money(document["due"]), is_bold=True))
        return said

    @property
    def payments(self) -> list[Paid]:
        """How it was paid."""
        return [
            Paid(
                self._texts.day(each["at"][:10]),
                self._how(each),
                self._texts.money(each["amount"]),
            )
            for each in self._document["payments"]
        ]

    def _how(self, payment: Mapping[str, Any]) -> str:
        how = self._texts.say(METHODS[payment["method"]])
        if payment["kind"] == "payment":
            return how
        return self._texts.say(GIVEN_BACK).format(how=how)

    @property
    def notes(self) -> list[list[str]]:
        """What stands below, line by line: what else it has to do with, and what the business
        says."""
        document, say = self._document, self._texts.say
        said = []
        if document.get("corrects_number"):
            corrects = say(REASONS[document["reason"]])
            said.append([corrects.format(number=document["corrects_number"])])
        if document.get("replaces_number"):
            said.append([say(REPLACES).format(number=document["replaces_number"])])
        return [*said, *filter(None, [(document.get("footer") or "").splitlines()])]


def page(document: Mapping[str, Any], pdf_url: str) -> str:
    """A document as a page of HTML, with a link to its PDF."""
    return LAYOUTS.get_template("invoice.html").render(said=Said(document, pdf_url), style=STYLE)


def pdf(document: Mapping[str, Any]) -> bytes:
    """A document as PDF. What writes it takes most of a second to load: whoever writes none does
    without."""
    from app.paper import written

    return written(LAYOUTS.get_template("invoice.html"), Said(document), document)
