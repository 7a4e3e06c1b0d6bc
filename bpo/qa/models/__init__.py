"""What is reviewed and by which card; reviews, their answers, and disputes.

Plans, draws, samples and disputes are for the vendor's eyes; the client reads scorecards, reviews and
automatic checks.
"""

from bpo.qa.models.automatic import AutomaticCheck
from bpo.qa.models.programme import SampleDraw, SamplingPlan, Scorecard
from bpo.qa.models.review import Dispute, Review, ReviewScore
from bpo.qa.models.sample import Sample

__all__ = [
    "AutomaticCheck",
    "Dispute",
    "Review",
    "ReviewScore",
    "Sample",
    "SampleDraw",
    "SamplingPlan",
    "Scorecard",
]
