"""Where in a reply a word is somebody's name: greeted, called by name, with a title, or who signs."""

import re

from bpo.language.text import Token

# A capitalised word that closes what these begin is whom we greet; one behind a dash at the very end is who signs.
GREETED = re.compile(
    r"\W*(?:hi|hello|hey|hiya|howdy|dear|(?:good )?(?:morning|afternoon|evening)|thanks|thank you|sorry|cheers"
    r"|welcome|welcome back|no worries|no problem|apologies|of course|good news|well done|congratulations"
    r"|здравствуйте|добр(?:ый|ого) (?:день|дня|вечер|вечера)|доброе утро|приветствуем|спасибо|благодарим|простите"
    r"|вітаю|вітаємо|добр(?:ий|ого) (?:день|дня|вечір|вечора|ранок|ранку)|дякую|дякуємо|перепрошуємо|вибачте"
    r"|dzień dobry|dobry wieczór|witaj|witamy|cześć|dziękujemy|dziękuję|przepraszamy"
    r"|(?:dzień dobry,? )?(?:pani|panie|pan))(?: there| so much| again)?,? $",
    re.IGNORECASE,
)
TO_WHOM = re.compile(r"\s*(?:@\w[\w.@-]*[\s,:]+)+")  # whom a network has a reply begin with
ENDS_ADDRESS = (",", ".", "!", "?", "")
# Whom one speaks to in the middle of a sentence, or who has a title or an initial before the name.
CALLED_BY_NAME = re.compile(r"[\w'’)], $")
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|St)\.? $|\b[A-Z]\. $")
SIGNS = re.compile(r"[-–—^~] ?$")


def is_called(raw: str, token: Token) -> bool:
    """Whether the word stands where we greet, thank or call somebody by name, or sign."""
    lead = TO_WHOM.match(raw)
    begin = lead.end() if lead else 0
    before, after = raw[max(begin, token.start - 40) : token.start], raw[token.end : token.end + 1]
    if SIGNS.search(before) and not raw[token.end :].strip(" ."):
        return True
    if after in ENDS_ADDRESS and CALLED_BY_NAME.search(before) and not _is_one_of_several(raw, token):
        return True
    if TITLED.search(before):
        return True
    return token.start - begin <= 40 and after in ENDS_ADDRESS and GREETED.fullmatch(before) is not None


def _is_one_of_several(raw: str, token: Token) -> bool:
    """Whether it stands in a list: `Fridges, Cookers, Frezers and`."""
    return (
        raw[token.end :].startswith(",")
        and re.match(r",[^,.!?]*(?:, | and | or )", raw[token.end :]) is not None
    )
