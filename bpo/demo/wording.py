"""From a line of a script to a text: values, plural forms and grammatical gender.

`{order}` is a value of the conversation and `{pcs пакет|пакета|пакетов}` is a number with the form of the word
that the language asks for; `[заказал|заказала]` agrees with the customer, `<проверил|проверила>` with the agent.
A line that names a value nobody gave is a fault of the script and raises KeyError.
"""

import re
from collections.abc import Mapping

from babel import Locale

_VALUE = re.compile(r"\{(\w+)(?: ([^{}]+))?\}")
_CUSTOMER = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_AGENT = re.compile(r"<([^<>|]*)\|([^<>|]*)>")
_FORMS = {"one": 0, "few": 1, "many": 2, "other": 1}


def choose_form(number: int, forms: str, *, language: str) -> str:
    """The form for the number, of `one|few|many` (of `one|other` in English)."""
    return forms.split("|")[_FORMS[Locale.parse(language).plural_form(number)]]


def fill(
    line: str,
    values: Mapping[str, str],
    *,
    language: str,
    customer_is_woman: bool,
    agent_is_woman: bool,
) -> str:
    """The text that the line stands for."""

    def put(match: re.Match[str]) -> str:
        value = values[match[1]]
        forms = match[2]
        return f"{value} {choose_form(int(value), forms, language=language)}" if forms else value

    line = _CUSTOMER.sub(lambda match: match[2 if customer_is_woman else 1], line)
    line = _AGENT.sub(lambda match: match[2 if agent_is_woman else 1], line)
    return _VALUE.sub(put, line)
