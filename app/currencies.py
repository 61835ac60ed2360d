"""What a currency's minor unit is, by ISO 4217: the same in letters as in what is charged.

Not by CLDR, which says how many decimals people usually write.
"""

# As of 2026, those that people pay with. All others have hundredths.
WITHOUT = frozenset(
    [
        *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"),
        *("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
    ]
)
THOUSANDTHS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])


def decimals(currency: str) -> int:
    """How many decimals an amount of a currency has."""
    if currency in WITHOUT:
        return 0
    return 3 if currency in THOUSANDTHS else 2
