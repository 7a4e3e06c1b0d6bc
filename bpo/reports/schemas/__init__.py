"""What is asked of reports, and what programs are told about them."""

from bpo.reports.schemas.delivery import (
    SectionsIn,
    SectionsOut,
    SubscriptionForm,
    SubscriptionIn,
    SubscriptionOut,
    SubscriptionsOut,
)
from bpo.reports.schemas.exclusions import (
    DecisionOfExclusionIn,
    ExclusionForm,
    ExclusionIn,
    ExclusionOut,
    ExclusionsOut,
    ExclusionsQuery,
    OneExclusionOut,
)
from bpo.reports.schemas.months import (
    DifferenceOut,
    MonthOut,
    MonthsOut,
    MonthsQuery,
    OneMonthOut,
    PlacesQuery,
    RefusalIn,
    ReportIn,
    RestatementIn,
    RestatementOut,
    SealOut,
)
from bpo.reports.schemas.what_if import LevelsIn, WhatIfLevelsOut

__all__ = [
    "DecisionOfExclusionIn",
    "DifferenceOut",
    "ExclusionForm",
    "ExclusionIn",
    "ExclusionOut",
    "ExclusionsOut",
    "ExclusionsQuery",
    "LevelsIn",
    "MonthOut",
    "MonthsOut",
    "MonthsQuery",
    "OneExclusionOut",
    "OneMonthOut",
    "PlacesQuery",
    "RefusalIn",
    "ReportIn",
    "RestatementIn",
    "RestatementOut",
    "SealOut",
    "SectionsIn",
    "SectionsOut",
    "SubscriptionForm",
    "SubscriptionIn",
    "SubscriptionOut",
    "SubscriptionsOut",
    "WhatIfLevelsOut",
]
