"""A brand's month: when it can be signed, what is sealed and how, and where two reports differ.

Sealed is a text: canonical JSON (keys sorted, no spaces, letters as they are) of the report with its
definitions and the versions it was measured by, of who signed and who accepted, and of the seal before.
The seal is the SHA-256 of that text in UTF-8, so that anybody can check a downloaded file with `sha256sum`,
and a change of an earlier month breaks every later seal.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bpo.tenants.rules.period import Period, add_months, local_date, month_of

NAMED_AT_MOST = 3  # differences
LONGEST_REASONS = 2000
# Said of conversations and accounts as they stand today, so a change is no correction of the past.
OF_TODAY = ("volumes.by_stage", "volumes.by_tag")
# How messages read to the machine is no evidence: what it has read since corrects nothing.
READINGS = ("volumes.sentiment", "beside.coverage_by_sentiment")
# What figures mean was said with them; how it is put today corrects nothing.
WORDS = ("definitions",)
# Reports did not have these figures at first; a month that was made without them cannot be corrected in them.
ADDED = ("volumes.engagement",)
BEFORE = "before_exclusions."
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


class SnapshotState(StrEnum):
    PREPARED = "prepared"  # computed both ways, waits for the vendor's signature
    REPLACED = "replaced"  # a later revision was prepared instead
    SIGNED = "signed"  # waits for the client
    REFUSED = "refused"  # by the client, with reasons
    SEALED = "sealed"  # accepted


class MonthState(StrEnum):
    RUNNING = "running"
    OPEN = "open"  # over, and nothing prepared
    PREPARED = "prepared"
    SIGNED = "signed"
    REFUSED = "refused"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure by its path, as it was said and as it is found; None where it is absent or null."""

    figure: str
    said: float | str | None
    found: float | str | None

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"figure": self.figure, "said": self.said, "found": self.found}


@dataclass(frozen=True, slots=True)
class Signature:
    """Who said yes, and when; nobody, where a contract of this version says that silence is consent."""

    name: str
    at: datetime
    by_contract: int | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is sealed; of a person as it ever was."""
        said = {"at": self.at.isoformat(), "name": self.name}
        return said if self.by_contract is None else {**said, "by_contract": self.by_contract}


def find_month(text: str, time_zone: str) -> Period | None:
    """The month written 2026-10; None where that is no month."""
    found = _MONTH.fullmatch(text)
    if found is None or not 1970 <= int(found[1]) <= 2200:
        return None
    return month_of(date(int(found[1]), int(found[2]), 1), time_zone)


def name_of(first: date) -> str:
    """The month as it is written in addresses and files: 2026-10."""
    return f"{first:%Y-%m}"


def is_over(period: Period, *, now: datetime) -> bool:
    """Whether the last instant of the month has passed on the brand's clocks."""
    return now >= period.end


def last_month(now: datetime, time_zone: str) -> Period:
    """The latest month that is over on the brand's clocks."""
    this = local_date(now, time_zone).replace(day=1)
    return month_of(add_months(this, -1), time_zone)


def state_of_month(snapshot: SnapshotState | None, *, over: bool) -> MonthState:
    """How a month stands, by its latest snapshot."""
    if not over:
        return MonthState.RUNNING
    if snapshot is None or snapshot is SnapshotState.REPLACED:
        return MonthState.OPEN
    return MonthState(snapshot.value)


def canonical(value: object) -> str:
    """The one text of a value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def document(content: str, *, signed: Signature, accepted: Signature, previous: str | None) -> str:
    """What is sealed. `content` is canonical already and is taken letter by letter."""
    return (
        f'{{"accepted":{canonical(accepted.as_json())},"content":{content},'
        f'"previous":{canonical(previous)},"signed":{canonical(signed.as_json())}}}'
    )


def seal_of(sealed: str) -> str:
    """The SHA-256 of a sealed text, in hexadecimal."""
    return hashlib.sha256(sealed.encode()).hexdigest()


def differences(said: Mapping[str, Any], found: Mapping[str, Any]) -> list[Difference]:
    """Every figure in which two reports of one period and instant differ, by its path.

    What is the same with exclusions and without is said once.
    """
    first, second = dict(_flat(said)), dict(_flat(found))
    paths = [*second, *(path for path in first if path not in second)]
    differing = {
        path: Difference(path, first.get(path), second.get(path))
        for path in paths
        if first.get(path) != second.get(path) and not path.startswith(OF_TODAY)
    }
    return [one for one in differing.values() if not _is_repeated(one, differing)]


def corrections(said: Mapping[str, Any], found: Mapping[str, Any]) -> list[Difference]:
    """In which figures a report that was made once is given otherwise by what is known today."""
    left_out = [
        *READINGS,
        *WORDS,
        *(path for path in ADDED if path.rpartition(".")[2] not in said["volumes"]),
    ]
    return [one for one in differences(said, found) if not one.figure.startswith(tuple(left_out))]


def _is_repeated(one: Difference, differing: Mapping[str, Difference]) -> bool:
    again = differing.get(one.figure.removeprefix(BEFORE))
    return again is not None and again is not one and (again.said, again.found) == (one.said, one.found)


def _flat(value: object, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _flat(one, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _flat(one, f"{path}.{at}")
    else:
        yield path, value


def named(changed: Sequence[Difference]) -> str:
    """The first few differences in a line, for a sentence that names them."""
    shown = [f"{one.figure}: {one.said} → {one.found}" for one in changed[:NAMED_AT_MOST]]
    return "; ".join(shown) + ("; …" if len(changed) > NAMED_AT_MOST else "")
