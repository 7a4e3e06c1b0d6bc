"""What the style guide of a brand file may ask for, and how grave it is where a reply does not keep to it."""

from bpo.core.vocabulary import LanguageCode
from bpo.language.quotes import PAIRS
from bpo.onboarding.brand_file.scalars import Choice, Whole
from bpo.onboarding.brand_file.shapes import Keyed, Part, Rule, Section

SEVERITIES = ("info", "warn", "approve", "block")
POLICIES = ("required", "optional", "forbidden")
ADDRESSES = ("formal", "informal", "free")
YO = ("always", "never")


def severity(default: str = "warn") -> Choice:
    """How grave a finding is."""
    return Choice(SEVERITIES, default=default)


class AddressIn(Section):
    policy = Choice(ADDRESSES)
    severity = severity()


class Marks(Choice):
    """A pair of quotation marks, which may be written with a space between them."""

    def read(self, text: str) -> str:
        return super().read("".join(text.split()))


class QuotesIn(Section):
    policy = Marks(PAIRS)
    severity = severity()


class YoIn(Section):
    policy = Choice(YO)
    severity = severity()


class PolicyIn(Section):
    policy = Choice(POLICIES)
    severity = severity()


class LimitIn(Section):
    max = Whole(0, 1000)
    severity = severity()


class SeverityIn(Section):
    severity = severity()


class PersonalDataIn(Section):
    public = Choice(SEVERITIES, default="block")
    private = Choice(SEVERITIES, default="info")


class StyleGuideIn(Section):
    address = Keyed(Choice(LanguageCode), Rule(AddressIn, short="policy"), optional=True)
    greeting = Rule(PolicyIn, short="policy")
    sign_off = Rule(PolicyIn, short="policy")
    signature = Rule(PolicyIn, short="policy")
    emoji = Rule(LimitIn, short="max")
    exclamation_marks = Rule(LimitIn, short="max")
    quotes = Keyed(Choice(LanguageCode), Rule(QuotesIn, short="policy"), optional=True)
    yo = Rule(YoIn, short="policy")
    capitals = Rule(SeverityIn, short="severity")
    spelling = Rule(SeverityIn, short="severity")
    tone = Rule(SeverityIn, short="severity")
    personal_data = Part(PersonalDataIn, optional=True)
