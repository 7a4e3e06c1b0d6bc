"""The message file: one JSON object a line, as the public contract has it.

A line whose account is readable and is not among the brand's own is another brand's, whatever else is
wrong with it: it is not ours to judge. Every other fault rejects its line and leaves the rest alone.
Repeated ids are found where messages are stored, since they may repeat what came in before.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from bpo.channels.readers.text_lines import Unreadable, check_file, read_lines
from bpo.channels.rules.incoming import IncomingMessage, Other, Reject
from bpo.channels.rules.parsing import account_key, parse_json, parse_message
from bpo.core.errors import Invalid


def read_jsonl(path: Path, *, accounts: Collection[str]) -> Iterator[IncomingMessage | Reject | Other]:
    """What became of each record of the file; `accounts` are the brand's, as `network:handle`."""
    check_file(path)
    return _read_records(path, frozenset(accounts))


def _read_records(path: Path, accounts: frozenset[str]) -> Iterator[IncomingMessage | Reject | Other]:
    for number, line in read_lines(path):
        if isinstance(line, Unreadable):
            yield Reject(number, line.reason)
        elif line and not line.isspace():
            yield _read_record(number, line, accounts)


def _read_record(number: int, line: str, accounts: frozenset[str]) -> IncomingMessage | Reject | Other:
    try:
        obj = parse_json(line.rstrip("\r\n"), place="record")
        if isinstance(obj, dict) and _is_foreign(obj.get("account"), accounts):
            return Other(number)
        return parse_message(obj)
    except Invalid as error:
        return Reject(number, "; ".join(f"{fault.place}: {fault.message}" for fault in error.faults))


def _is_foreign(account: object, accounts: frozenset[str]) -> bool:
    if not isinstance(account, str) or account in accounts:
        return False
    key = account_key(account)
    return key is not None and key not in accounts
