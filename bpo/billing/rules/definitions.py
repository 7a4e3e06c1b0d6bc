"""How money is computed, in sentences for people: kept with every statement and printed on it.

They say in words what `fees`, `credits` and `earn_back` compute; a change of one is a change of all, and of
`VERSION`.
"""

from bpo.core.i18n import N_

VERSION = 1

DEFINITIONS: dict[str, str] = {
    "sealed": N_(
        "Everything is computed from the sealed month and by the contract that its report was made by. Later"
        " contracts change nothing of it."
    ),
    "fee": N_(
        "The fee of a month: the fixed fee, and each rate × what it is paid for; where the contract names a"
        " minimum, at least that."
    ),
    "contacts": N_(
        "A contact is a customer turn that was answered by a person. It belongs to the month in which it"
        " began. Excluded and dismissed turns are not paid for."
    ),
    "stated": N_(
        "Hours and full-time people are measured by no report: they are stated by whoever issues the"
        " statement for the vendor, and stand on it as such."
    ),
    "rounding": N_(
        "Every line is computed exactly and rounded once, half up, to the smallest unit of the currency."
        " Totals are sums of lines."
    ),
    "credit": N_(
        "The credit for a target: fee × the share of the fee allocated to it × the share of the band that its"
        " attainment falls into. Where the contract names no bands, all of it is credited below the target."
    ),
    "nothing": N_("A figure of which nothing can be judged in the month gives no credit."),
    "incident": N_(
        "A failure counts once: turns that were not answered in time fail response coverage and a response"
        " clock at once, so of coverage and of both response clocks together the larger credit counts."
    ),
    "cap": N_(
        "All credits together are at most the share of the fee that is at risk; where they would be more, each"
        " is reduced in proportion."
    ),
    "earn_back": N_(
        "A credit is earned back, once, by the first later month within the agreed time whose attainment"
        " reaches the target, and the agreed share where there is one. It is charged on that month's statement."
    ),
    "correction": N_(
        "A statement is never changed. What is found otherwise later is a correction with the differences"
        " alone."
    ),
}
