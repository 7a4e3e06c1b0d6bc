"""What a job asks for, at the vendor and at a brand, how far somebody is from it, and the way to a certification.

A template says for each profile what every brand may expect; a brand calibrates it to its own needs, and what
it says replaces the template as a whole. Both are versions. What somebody lacks is the difference between
their marks and that.

The steps to a certification are taken in their order, each as often as it takes; the last try of a step
counts, for a year. Somebody else says that a step is done, except for reading the guide, which only the
person themself can say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bpo.core.errors import Conflict, Fault, Forbidden, Invalid
from bpo.core.i18n import N_
from bpo.core.vocabulary import LanguageCode
from bpo.identity.permissions import Profile
from bpo.staffing.rules.serving import BEST_MARK, COMPETENCIES, LONGEST_REASON, Competency

STEP_COUNTS = timedelta(days=366)
BEST_SCORE = 100  # per cent


class Step(StrEnum):
    """The ways in which somebody shows that they can serve a brand, in their usual order."""

    GUIDE = "guide"
    EXAM = "exam"
    SHADOWING = "shadowing"
    SUPERVISED = "supervised"
    SIGN_OFF = "sign_off"


SCORED = frozenset({Step.EXAM, Step.SUPERVISED})
OWN_WORD = frozenset({Step.GUIDE})  # only the person can say that they have read it


class CalibrationState(StrEnum):
    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    DECLINED = "declined"
    RETIRED = "retired"


class StepState(StrEnum):
    DONE = "done"
    FAILED = "failed"  # tried and to be tried again
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True)
class StepWanted:
    """A step of the way; `pass_mark` in per cent where it is scored."""

    step: Step
    pass_mark: int | None = None


@dataclass(frozen=True)
class Demand:
    """What a profile asks for. No languages: one of those in which the brand is served."""

    requirements: Mapping[str, int] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    steps: tuple[StepWanted, ...] = ()

    @property
    def spec(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "requirements": dict(self.requirements),
            "languages": list(self.languages),
            "steps": [{"step": one.step.value, "pass_mark": one.pass_mark} for one in self.steps],
        }

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> "Demand":
        """From what was kept."""
        return cls(
            dict(spec["requirements"]),
            tuple(spec["languages"]),
            tuple(StepWanted(Step(one["step"]), one["pass_mark"]) for one in spec["steps"]),
        )


# What the vendor expects until it says otherwise: sound in everything, better in what the job is about.
USUAL: dict[Profile, Demand] = {
    Profile.RESPONDER: Demand(
        {
            Competency.WRITING.value: 4,
            Competency.EMPATHY.value: 4,
            Competency.CONFLICT.value: 3,
            Competency.PRODUCT.value: 3,
            Competency.POLICY.value: 3,
            Competency.SPEED.value: 3,
        },
        steps=(
            StepWanted(Step.GUIDE),
            StepWanted(Step.EXAM, 80),
            StepWanted(Step.SHADOWING),
            StepWanted(Step.SUPERVISED, 90),
            StepWanted(Step.SIGN_OFF),
        ),
    ),
    Profile.ANALYST: Demand(
        {
            Competency.SEARCH.value: 4,
            Competency.LABELLING.value: 4,
            Competency.TRENDS.value: 3,
            Competency.CRISIS.value: 4,
            Competency.REPORTING.value: 3,
        },
        steps=(
            StepWanted(Step.GUIDE),
            StepWanted(Step.EXAM, 80),
            StepWanted(Step.SUPERVISED, 85),
            StepWanted(Step.SIGN_OFF),
        ),
    ),
}


@dataclass(frozen=True)
class Lack:
    """A competency in which somebody is not where the brand wants them; `has` None: not judged yet."""

    competency: str
    wanted: int
    has: int | None

    @property
    def short(self) -> int:
        """By how many marks."""
        return self.wanted - (self.has or 0)


@dataclass(frozen=True)
class Gap:
    """What somebody lacks for a profile at a brand: the farthest first."""

    lacks: tuple[Lack, ...] = ()
    languages: tuple[str, ...] = ()  # each of these
    one_of: tuple[str, ...] = ()  # at least one of these

    @property
    def is_closed(self) -> bool:
        """Whether nothing is missing."""
        return not (self.lacks or self.languages or self.one_of)


@dataclass(frozen=True)
class StepDone:
    """One try of a step."""

    step: str
    passed: bool
    at: datetime


@dataclass(frozen=True)
class StepStand:
    """Where somebody is with a step; `at` of the last try, `counts_until` of one that counts."""

    wanted: StepWanted
    state: StepState
    at: datetime | None = None
    counts_until: datetime | None = None


def gap_of(
    demand: Demand, *, marks: Mapping[str, int], languages: Iterable[str], brand_languages: Iterable[str]
) -> Gap:
    """What somebody with these marks and languages lacks for a demand."""
    spoken = frozenset(languages)
    lacks = [
        Lack(word, wanted, marks.get(word))
        for word, wanted in demand.requirements.items()
        if (marks.get(word) or 0) < wanted
    ]
    served = tuple(brand_languages)
    return Gap(
        lacks=tuple(sorted(lacks, key=lambda lack: (-lack.short, lack.competency))),
        languages=tuple(one for one in demand.languages if one not in spoken),
        one_of=served if served and not demand.languages and not spoken & frozenset(served) else (),
    )


def way_of(demand: Demand, tries: Iterable[StepDone], *, at: datetime) -> list[StepStand]:
    """Where somebody is on the way to a certification at an instant."""
    last: dict[str, StepDone] = {}
    for one in sorted(tries, key=lambda one: one.at):
        if one.at <= at:
            last[one.step] = one
    way = []
    is_next = True
    for wanted in demand.steps:
        tried = last.get(wanted.step.value)
        until = tried.at + STEP_COUNTS if tried else None
        if tried and until and tried.passed and at < until:
            way.append(StepStand(wanted, StepState.DONE, tried.at, until))
            continue
        failed = tried is not None and not tried.passed
        state = (StepState.FAILED if failed else StepState.NEXT) if is_next else StepState.LATER
        way.append(StepStand(wanted, state, tried.at if tried else None))
        is_next = False
    return way


def missing_steps(way: Iterable[StepStand]) -> tuple[Step, ...]:
    """The steps that are still to be taken."""
    return tuple(one.wanted.step for one in way if one.state is not StepState.DONE)


def check_waiver(missing: Sequence[Step], waiver: str) -> str | None:
    """The reason for certifying before these steps are done, as it is kept; Invalid without one."""
    if not missing:
        return None
    kept = waiver.strip()
    if not kept or len(kept) > LONGEST_REASON:
        sentence = N_("Not every step is done. Say in a sentence or two why that is no matter here.")
        raise Invalid(N_("Not every step is done."), faults=(Fault("waiver", sentence),))
    return kept


def check_step(way: Sequence[StepStand], step: Step, *, score: int | None, is_own: bool) -> bool:
    """Whether a try of a step is passed; raises where it cannot be recorded like that.

    `is_own` says that somebody records it about themself. `score` is in per cent.
    """
    stand = next((one for one in way if one.wanted.step is step), None)
    if stand is None:
        raise Conflict(N_("This step does not belong to the way to this certification."))
    if is_own and step not in OWN_WORD:
        raise Forbidden(N_("Somebody else says that this step is done."))
    if not is_own and step in OWN_WORD:
        raise Forbidden(N_("Only the person themself can say that they have read it."))
    if stand.state is StepState.LATER:
        raise Conflict(N_("An earlier step comes first."))
    if stand.wanted.pass_mark is None:
        if score is not None:
            raise Invalid(
                N_("This step cannot be recorded like that."),
                faults=(Fault("score", N_("This step is not scored.")),),
            )
        return True
    if score is None or not 0 <= score <= BEST_SCORE:
        raise Invalid(
            N_("This step cannot be recorded like that."),
            faults=(Fault("score", N_("A score from 0 to 100 per cent.")),),
        )
    return score >= stand.wanted.pass_mark


def check_demand(
    profile: Profile,
    *,
    requirements: Mapping[str, int],
    languages: Iterable[str],
    steps: Iterable[tuple[str, int | None]],
    served: Iterable[str] | None = None,
) -> Demand:
    """A demand as it is kept; Invalid with every fault. `served` are the brand's languages, None for a template."""
    faults = []
    words = [word.value for word in COMPETENCIES[profile]]
    for word, mark in requirements.items():
        if word not in words:
            faults.append(Fault("requirements", N_("This is not looked at for this profile.")))
        elif not 1 <= mark <= BEST_MARK:
            faults.append(Fault("requirements", N_("A mark is from 1 to 5.")))
    known = {language.value for language in LanguageCode} if served is None else set(served)
    spoken = sorted(set(languages))
    if not set(spoken) <= known:
        faults.append(Fault("languages", N_("The brand is not served in this language.")))
    way = {}
    for name, pass_mark in steps:
        try:
            step = Step(name)
        except ValueError:
            faults.append(Fault("steps", N_("Not a valid choice.")))
            continue
        if step in SCORED and (pass_mark is None or not 1 <= pass_mark <= BEST_SCORE):
            faults.append(Fault("steps", N_("A scored step needs a pass mark from 1 to 100 per cent.")))
        elif step not in SCORED and pass_mark is not None:
            faults.append(Fault("steps", N_("This step is not scored.")))
        else:
            way[step] = StepWanted(step, pass_mark)
    if faults:
        raise Invalid(N_("A profile cannot ask for that."), faults=tuple(faults))
    return Demand(
        {word: requirements[word] for word in words if word in requirements},
        tuple(spoken),
        tuple(way[step] for step in Step if step in way),
    )
