"""Exact amounts: decimals throughout, rounded half up to the smallest unit that the currency has by CLDR."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext

from babel.numbers import get_currency_precision

ZERO = Decimal(0)
DIGITS = 60  # of a product before it is rounded; amounts have 16 at most, shares 7


def unit_of(currency: str) -> Decimal:
    """The smallest amount there is in a currency: 0.01, or 1 where it has no smaller coin."""
    return Decimal(1).scaleb(-get_currency_precision(currency))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """An amount of money, half up."""
    return _to_unit(amount, currency, ROUND_HALF_UP)


def rounded_down(amount: Decimal, currency: str) -> Decimal:
    """An amount of money that is not above this one."""
    return _to_unit(amount, currency, ROUND_FLOOR)


def exact(value: float | str) -> Decimal:
    """A stored share or amount, as it was written: 0.1 is a tenth."""
    return Decimal(str(value))


def product(*factors: Decimal) -> Decimal:
    """Factors multiplied without losing a digit."""
    with localcontext(prec=DIGITS):
        result = Decimal(1)
        for factor in factors:
            result *= factor
        return result


def plain(number: Decimal) -> str:
    """A number as it is kept: no exponent, no idle zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(amount: Decimal, currency: str) -> str:
    """An amount as it is kept: with all the decimals of its currency."""
    return format(rounded(amount, currency), "f")


def _to_unit(amount: Decimal, currency: str, rounding: str) -> Decimal:
    with localcontext(prec=DIGITS):
        found = amount.quantize(unit_of(currency), rounding=rounding)
        return found or abs(found)  # there is no −0
