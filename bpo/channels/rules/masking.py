"""Raw events with nobody in them: every word, name, number and address replaced, the shape kept.

What is kept is listed here and nothing else is: the words that networks themselves write in certain places, instants, the
beginnings of addresses, tags. All else is replaced word by word, number by number: the same is replaced by the same
within one file, so that what hangs together still does, and a capital stays a capital, a digit a digit, a text as long as it was.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from bpo.channels.rules.masked_mail import masked_mail
from bpo.core.vocabulary import Network

# The words that networks write, by the key under which they stand.
WORDS: Mapping[str, frozenset[str]] = {
    "event": frozenset({"message"}),
    "verb": frozenset({"add", "edited", "remove"}),
    "item": frozenset({"comment"}),
    "kind": frozenset({"message", "comment", "developer", "developerComment", "user", "userComment"}),
    "type": frozenset(
        {"private", "bot_command", "mention", "url", "text_link", "photo", "video", "audio", "doc", "sticker"}
        | {"image", "file", "share", "user", "link", "wall", "audio_message", "location", "fallback"}
        | {"text", "picture", "contact", "replied_to", "quoted", "retweeted"}
        | {"reel", "ig_reel", "ig_post", "ig_story", "story_mention", "ephemeral"}
    ),
    "visibility": frozenset({"public", "unlisted", "private", "direct"}),
    "direction": frozenset({"in", "out"}),
    "status": frozenset({"approved", "hold", "spam", "trash"}),
    "textFormat": frozenset({"html", "plainText"}),
    "$type": frozenset(
        {"app.bsky.feed.post", "app.bsky.richtext.facet", "app.bsky.richtext.facet#link"}
        | {"app.bsky.richtext.facet#mention", "app.bsky.embed.images", "app.bsky.embed.record", "blob"}
    ),
}
LANGUAGES = frozenset({"lang", "language", "language_code", "reviewerLanguage", "langs"})
TIMES = frozenset(
    {"at", "created_time", "updated_time", "created_at", "edited_at", "date", "date_gmt", "edit_date", "time"}
    | {
        "timestamp",
        "posted_at",
        "received_at",
        "createdAt",
        "indexedAt",
        "publishedAt",
        "updatedAt",
        "seconds",
    }
)
# Numbers that name nobody: places in a text, sizes of one digit, what is on or off.
COUNTS = frozenset(
    {"byteStart", "byteEnd", "offset", "length", "out", "starRating", "num_edit", "deleted"}
    | {"androidOsVersion", "can_edit", "is_hidden"}
)
# Within what has no blanks: what we and networks put between ids.
BETWEEN = frozenset(
    {"at", "did", "plc", "web", "app", "bsky", "feed", "post", "http", "https", "www", "com", "wall"}
    | {"edit", "removed", "restored", "review", "reply", "gp"}
)
TAGS = "p|br|a|span|em|strong|i|b|u|ul|ol|li|blockquote|pre|code|del|cite"
KEPT = re.compile(
    rf"https?://|</?(?:{TAGS})(?=[\s/>])|(?<=\s)(?:href|class|rel|target)=(?=[\"'])"
    r"|&(?:amp|lt|gt|quot|apos|nbsp);|(?<=class=\")(?:(?:mention|u-url|h-card|invisible|ellipsis|hashtag) ?)+(?=\")"
)
TOKEN = re.compile(r"[^\W_]+")
KEY = re.compile(r"[$@]?[A-Za-z][A-Za-z_]{0,40}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z]{2}|_[A-Z]{2})?", re.ASCII)
EARLIEST, LATEST = 978_307_200, 4_102_444_800  # of an instant in seconds: this century
ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщэюя", "ąćęłńóśźż", "ґєії")
OTHERS = {1: "x", 2: "ж", 3: "世", 4: "𠀀"}  # by how many bytes a letter takes
SHORT = 3  # digits


class Mask:
    """One file's. Who has not the secret cannot go back, and it is thrown away with the file's making."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret
        self._numbers: dict[str, str] = {}
        self._taken: set[str] = set()

    def event(self, body: Any) -> Any:  # noqa: ANN401 -- any network's
        """A raw event's body."""
        if isinstance(body, Mapping) and isinstance(body.get("raw"), str):
            return {**self.value({**body, "raw": ""}), "raw": masked_mail(body["raw"], self)}
        return self.value(body)

    def value(self, value: Any, key: str = "") -> Any:  # noqa: ANN401 -- the same
        """Whatever stands under a key."""
        if isinstance(value, Mapping):
            return {self._key(name): self.value(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [self.value(one, key) for one in value]
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int):
            return self._number(value, key)
        if isinstance(value, float):
            return 0.0
        return self._string(str(value), key)

    def text(self, text: str) -> str:
        """What somebody wrote, or a name: nothing of it is kept but its shape, and what every text of a network has."""
        parts: list[str] = []
        at = 0
        for kept in KEPT.finditer(text):
            parts += (TOKEN.sub(self._word, text[at : kept.start()]), kept.group())
            at = kept.end()
        return "".join((*parts, TOKEN.sub(self._word, text[at:])))

    def name(self, name: str) -> str:
        """An id, an address or several of them: what stands between is kept."""
        return TOKEN.sub(lambda found: found[0] if found[0] in BETWEEN else self._word(found), name)

    def _key(self, key: str) -> str:
        return key if KEY.fullmatch(key) else self.name(key)

    def _string(self, text: str, key: str) -> str:
        if text in WORDS.get(key, ()) or (key in LANGUAGES and LANGUAGE.fullmatch(text)):
            return text
        if key in TIMES and is_instant(text):
            return text
        network, colon, handle = text.partition(":")
        if key == "account" and colon and network in {one.value for one in Network}:
            return f"{network}:{self.name(handle)}"
        return self.text(text) if re.search(r"[\s<&]", text) else self.name(text)

    def _number(self, number: int, key: str) -> int:
        if (key in COUNTS and abs(number) < 10**6) or (key == "nanos" and 0 <= number < 10**9):
            return number
        if key in TIMES and is_of_this_century(number):
            return number
        return int(self._digits(str(abs(number)))) * (-1 if number < 0 else 1)

    def _word(self, found: re.Match[str]) -> str:
        word = found.group()
        if word.isascii() and word.isdigit():
            return self._digits(word)
        stream = self._stream("word", word.casefold(), len(word))
        return "".join(_letter(letter, step) for letter, step in zip(word, stream, strict=True))

    def _digits(self, digits: str) -> str:
        """Another number of as many digits, never the same for two; zeros before it stay, and nothing but zeros is nothing."""
        bare = digits.lstrip("0")
        if not bare:
            return digits
        if bare not in self._numbers:
            self._numbers[bare] = self._another(bare)
            self._taken.add(self._numbers[bare])
        return "0" * (len(digits) - len(bare)) + self._numbers[bare]

    def _another(self, digits: str) -> str:
        low = 10 ** (len(digits) - 1)
        room = 9 * low
        if len(digits) <= SHORT:  # so few that only a turn of all of them meets none twice
            turn = 1 + self._seed("turn", str(len(digits)), 0) % (room - 1)
            return str(low + (int(digits) - low + turn) % room)
        tries = 0
        while True:
            found = str(low + self._seed("number", digits, tries) % room)
            if found != digits and found not in self._taken:
                return found
            tries += 1

    def _seed(self, kind: str, what: str, count: int) -> int:
        return int.from_bytes(self._sum(f"{kind}\0{what}\0{count}"))

    def _stream(self, kind: str, what: str, length: int) -> bytes:
        sums = (self._sum(f"{kind}\0{what}\0{count}") for count in range(length // 32 + 1))
        return b"".join(sums)[:length]

    def _sum(self, what: str) -> bytes:
        return hmac.new(self.secret, what.encode("utf-8", "replace"), hashlib.sha256).digest()


def is_instant(text: str) -> bool:
    """Whether a string is nothing but an instant, as networks and mails write them."""
    if INSTANT.fullmatch(text):
        return True
    if text.isascii() and text.isdigit():
        return len(text) < 15 and is_of_this_century(int(text))
    try:
        return parsedate_to_datetime(text) is not None and len(text) < 40 and "(" not in text
    except (ValueError, TypeError):
        return False


def is_of_this_century(number: int) -> bool:
    """Whether a number is an instant, in seconds or in thousandths of one."""
    return EARLIEST < number < LATEST or EARLIEST < number // 1000 < LATEST


def _letter(letter: str, step: int) -> str:
    """Another of its alphabet, as large as it was."""
    if letter.isdigit():
        return str((int(letter) + 1 + step % 9) % 10) if letter.isascii() else "0"
    small = letter.lower()
    alphabet = next((one for one in ALPHABETS if small in one), None)
    if alphabet is None:
        return OTHERS[len(letter.encode("utf-8", "replace"))]
    place = (alphabet.index(small) + 1 + step % (len(alphabet) - 1)) % len(alphabet)
    return alphabet[place].upper() if letter != small else alphabet[place]
