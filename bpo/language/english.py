"""English words and their forms, by rule and by the list of those that keep none.

No analyser is at hand for English, and its forms are few: this is enough to find a banned word in any of
them, and not a grammar.
"""

import re

VOWELS = frozenset("aeiou")
SYLLABLES = re.compile("[aeiouy]+")
IRREGULAR = """
arise arose arisen; awake awoke awoken; be am is are was were been being; bear bore borne; beat beaten;
become became; begin began begun; bend bent; bet; bind bound; bite bit bitten; bleed bled; blow blew blown;
break broke broken; breed bred; bring brought; build built; burn burnt; burst; buy bought; catch caught;
choose chose chosen; cling clung; come came; cost; creep crept; cut; deal dealt; dig dug; do does did done;
draw drew drawn; dream dreamt; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen;
feed fed; feel felt; fight fought; find found; flee fled; fling flung; fly flew flown; forbid forbade
forbidden; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got gotten;
give gave given; go goes went gone; grind ground; grow grew grown; hang hung; have has had; hear heard;
hide hid hidden; hit; hold held; hurt; keep kept; kneel knelt; know knew known; lay laid; lead led;
lean leant; leap leapt; learn learnt; leave left; lend lent; let; lie lay lain lying; light lit; lose lost;
make made; mean meant; meet met; mistake mistook mistaken; overcome overcame; pay paid; prove proven; put;
quit; read; ride rode ridden; ring rang rung; rise rose risen; run ran; saw sawn; say said; see saw seen;
seek sought; sell sold; send sent; set; sew sewn; shake shook shaken; shed; shine shone; shoot shot;
show shown; shrink shrank shrunk; shut; sing sang sung; sink sank sunk; sit sat; sleep slept; slide slid;
smell smelt; speak spoke spoken; speed sped; spell spelt; spend spent; spill spilt; spin spun; spit spat;
split; spoil spoilt; spread; spring sprang sprung; stand stood; steal stole stolen; stick stuck; sting stung;
stink stank stunk; strike struck stricken; strive strove striven; swear swore sworn; sweep swept;
swell swollen; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told;
think thought; throw threw thrown; tread trod trodden; undergo undergoes underwent undergone;
understand understood; upset; wake woke woken; wear wore worn; weave wove woven; weep wept; win won;
wind wound; withdraw withdrew withdrawn; write wrote written;
man men; woman women; child children; foot feet; tooth teeth; goose geese; mouse mice; louse lice; ox oxen;
person people persons; penny pence pennies; knife knives; life lives; wife wives; half halves; leaf leaves;
loaf loaves; shelf shelves; thief thieves; wolf wolves; self selves; calf calves; elf elves; scarf scarves;
hoof hooves; criterion criteria; phenomenon phenomena; analysis analyses; crisis crises; basis bases;
thesis theses; datum data; medium media; cactus cacti; index indices indexes; appendix appendices;
matrix matrices; potato potatoes; tomato tomatoes; hero heroes; echo echoes; veto vetoes;
cargo cargoes; good better best; bad worse worst; far further furthest farther farthest; little less least;
many more most; much more most; old elder eldest; well better best
"""
FORMS: dict[str, tuple[str, ...]] = {}
LEMMAS: dict[str, set[str]] = {}
for _line in IRREGULAR.replace("\n", " ").split(";"):
    _lemma, *_others = _line.split()
    FORMS[_lemma] = (*FORMS.get(_lemma, ()), *_others)
    for _form in _others:
        LEMMAS.setdefault(_form, set()).add(_lemma)
NO_DOUBLING = ("er", "en", "on", "or", "et", "it", "al", "ow", "el", "om", "an", "in", "ar")


def forms_of(lemma: str) -> frozenset[str]:
    """Every form the word may take as a noun, a verb or an adjective."""
    found = {lemma, *FORMS.get(lemma, ())}
    if len(lemma) < 3 or not lemma.isalpha():
        return frozenset(found | {f"{lemma}'s", f"{lemma}s"})
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        stem = lemma[:-1]
        found |= {stem + ending for ending in ("ies", "ied", "ier", "iest")} | {lemma + "ing"}
    elif lemma.endswith("ie"):
        found |= {lemma + "s", lemma + "d", lemma[:-2] + "ying"}
    elif lemma.endswith("e"):
        found |= {lemma + ending for ending in ("s", "d", "r", "st")} | {lemma[:-1] + "ing"}
    else:
        found |= {lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")}
        doubles = _doubles(lemma)
        if not doubles or len(SYLLABLES.findall(lemma)) > 1:  # `rated` is of rate, and never of rat
            found |= {lemma + ending for ending in ("ed", "ing", "er", "est")}
        if doubles:
            found |= {lemma + lemma[-1] + ending for ending in ("ed", "ing", "er", "est")}
    return frozenset(
        found | {f"{form}'s" for form in found} | {f"{form}'" for form in found if form[-1] == "s"}
    )


def lemmas_of(word: str) -> frozenset[str]:
    """What the word may be a form of; itself among it."""
    found = {word, *LEMMAS.get(word, ())}
    plain = word.removesuffix("'s").removesuffix("'")
    found |= {plain, *LEMMAS.get(plain, ())}
    for ending, puts in (
        ("ies", ("y", "ie")),
        ("ied", ("y",)),
        ("ier", ("y",)),
        ("iest", ("y",)),
        ("ying", ("ie", "y")),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
        ("er", ("", "e")),
        ("est", ("", "e")),
    ):
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            stem = plain[: -len(ending)]
            found |= {stem + put for put in puts}
            if len(stem) > 3 and stem[-1] == stem[-2] and ending in {"ed", "ing", "er", "est"}:
                found.add(stem[:-1])
    return frozenset(found)


def _doubles(lemma: str) -> bool:
    """One vowel before one last consonant: `stop`, `stopped`."""
    return (
        lemma[-1] not in VOWELS | set("wxyhq")
        and lemma[-2] in VOWELS
        and (len(lemma) < 3 or lemma[-3] not in VOWELS)
        and not (len(lemma) > 4 and lemma.endswith(NO_DOUBLING))
    )
