"""The words that open a paragraph of a United Nations resolution.

United Nations drafting rules give each preambular paragraph a participle or an adjective to begin with
("Recalling", "Deeply concerned") and each operative paragraph a verb in the present tense ("Decides"). The
verbs are kept here in their base form; the forms are derived, so that a verb is entered once.
"""

import re
from itertools import islice

from helpers.corpus.line_patterns import SUBJECT


def _words(text: str) -> list[str]:
    return sorted(set(text.split()))


VERBS = _words(
    """
    abhor accede accept accord acknowledge act activate address adhere adjourn adopt advise advocate affirm
    agree aim align allocate allow alter amend animate annex announce annul anticipate appeal applaud appoint
    appraise appreciate appropriate approve arrange ascribe ask aspire assert assess assign assist associate
    assume assure attach attest authorise authorize await base bear become believe bind bring build call
    categorize caution censure change charge circulate cite claim clarify close combine command commemorate
    commence commend commission commit communicate compile complete comply comprise concern conclude concur
    condemn confer confirm congratulate consider constitute consult contemplate continue contribute convene
    convey convince coordinate create credit cut declare decide decline dedicate deem defend defer define
    deliver demand denounce depart deplore deprecate designate desire determine develop direct disapprove
    discontinue discuss dispatch dissolve distribute draw echo elaborate elect emphasise emphasize empower enact
    encourage end endeavour endorse enjoin enlarge ensure entitle entrust envisage equip establish evaluate
    examine exclude exempt exercise exhort expand expect expedite explain explore express extend face facilitate
    favour find fix focus follow forward foster fulfil further give grant greet guarantee guide hail hear help
    highlight hold honour hope identify implement implore impose include increase incorporate indicate inform
    initiate insist inspire instruct intend intensify introduce invite invoke issue join keep lament launch lay
    learn leave lend lift limit list look maintain make mandate mark meet modify mourn move name negotiate note
    notify object observe offer open oppose order organize outlaw outline pay perform permit place plead pledge
    postpone praise pray prefer prepare present proceed proclaim prohibit prolong promise promote propose
    protect protest provide publish put qualify question raise reaffirm realise realize reappoint reassert reassure
    recall receive reckon recognise recognize recommend recommit reconfirm reconstitute record redouble reduce
    re-emphasise re-emphasize reemphasize re-establish refer refrain refuse regard register regret reiterate
    reject relate release rely remain remind remit remove render renew renounce repeal repeat repeat replace
    reply report reproach repudiate request require rescind reserve resolve respect respond restate restore
    restrict resume retain return revalidate reverse review revise rule safeguard salute sanction scale secure
    see seek select send set share solicit specify sponsor stand state strengthen stress strive submit subscribe
    suggest summon supplement support surrender suspend sustain take tender terminate thank transfer transform
    transmit trust underline underscore understand undertake urge use utilize validate value view vote voice want warn
    welcome wish withdraw work
    """
)

# Adjectives and past participles; a preambular paragraph may open with them.
ADJECTIVES = _words(
    """
    acquainted afraid aghast agitated alarmed alert animated anguished anxious appalled apprehensive
    appreciative apprised assured attentive aware bound cognisant cognizant committed concerned confident conscious
    conscient convinced dedicated desirous determined disappointed dismayed displeased disquieted dissatisfied
    distressed disturbed eager encouraged engaged exasperated faithful fearful fearing firm fortified frustrated
    grateful gratified grieved guided heartened honoured hopeful horrified impelled impressed indignant informed
    inspired intent keen mindful moved outraged perturbed pleased preoccupied proud reassured relieved resolute
    resolved respectful respecting revolted saddened satisfied seized sceptical sensible shocked solicitous troubled
    unwavering upset vigilant worried
    """
)

# They open a preambular paragraph and are no forms of a verb above. "Whereas" stands for a participle in old texts.
OTHER_PARTICIPLES = _words("being having whereas inasmuch considering desiring cherishing fearing grieving")

# Words before the verb that belong to no verb: "Also recalling", "Once again urges", "Deeply concerned".
MODIFIERS = _words(
    """
    again also further furthermore moreover once more still therefore thus hereby now accordingly
    finally consequently equally ever even too very well yet most first secondly thirdly lastly
    """
)

# Words in -ing and -s that look like an opening and are none.
NO_OPENING = _words(
    """
    anything beijing building ceiling during everything evening funding housing king meeting morning nothing
    peacekeeping pending something spring string training wing following concerning regarding notwithstanding
    including owing nursing financing according banking fishing shipping mining
    """
)

# Present tenses that are more often a plural: "States parties …". They open a paragraph only after a number.
PLURALS = _words(
    """
    addresses aims causes changes charges claims focuses forms issues limits links lists marks names objects
    offers orders places permits presents questions ranks records reports returns reviews rules sanctions sets shares
    states transfers supports values views
    votes voices works
    """
)


def present(verb: str) -> str:
    """Return the present tense, third person, of a base form: "carry" gives "carries"."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def participles(verb: str) -> set[str]:
    """Return the present participle of a base form; both spellings where the last letter may be doubled."""
    if verb.endswith("ie"):
        return {verb[:-2] + "ying"}
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb
    doubled = len(verb) > 2 and verb[-1] in "bdglmnprt" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
    return {stem + "ing", verb + verb[-1] + "ing"} if doubled else {stem + "ing"}


BASE = frozenset(VERBS)
BEFORE_VERB = frozenset(MODIFIERS)
FINITE = frozenset(present(verb) for verb in VERBS)
FINITE_ALONE = FINITE - frozenset(PLURALS)
PARTICIPLES = frozenset().union(*map(participles, VERBS), OTHER_PARTICIPLES, ADJECTIVES) - frozenset(NO_OPENING)
OPENERS = PARTICIPLES | FINITE | BEFORE_VERB | {"the", "we"}

WORD = re.compile(r"[A-Za-z][A-Za-z’'‑-]*")
_PHRASE_THEN = re.compile(r"[^,;:]{2,90}, ")
_MAY_PRECEDE = frozenset(
    _words("in with to as for pursuant acting without by on at bearing having recalling noting under")
)


def leading_verb(text: str) -> tuple[str, str]:
    """Return how a text opens and its verb.

    Parameters
    ----------
    text
        The beginning of a paragraph, without its number or letter.

    Returns
    -------
    kind
        "participle" (also adjectives: "concerned"), "finite" (present tense), "base" ("Encourage", "We recognize"),
        or "" where the text opens otherwise.
    verb
        In lower case, without adverbs; "having" keeps its participle: "having considered". "" where kind is "".
    """
    subject = SUBJECT.match(text)
    start = subject.end() if subject else 0
    found = (w[0].lower() for w in islice(WORD.finditer(text, start, start + (120 if subject else 90)), 7))
    first = word = next(found, "")
    if word == "we":
        word = next(found, "")
    while word in BEFORE_VERB or word.endswith("ly"):
        word = next(found, "")
    if word == "will" and first != "will" and (after := next(found, "")):
        return "base", f"will {after}"
    kind, verb = _classify(word)
    if verb == "having":
        rest = (w for w in found if w not in BEFORE_VERB and not w.endswith("ly"))
        return kind, " ".join(["having", *islice(rest, 1)])
    return kind, verb


def _classify(word: str) -> tuple[str, str]:
    if word in FINITE:
        return "finite", word
    if word in PARTICIPLES or (word.endswith("ing") and len(word) > 5 and word not in NO_OPENING):
        return "participle", word
    return ("base", word) if word in BASE else ("", "")


def main_verb(text: str, part: str, level: int) -> str:
    """Return the leading verb; where a phrase precedes an operative one ("In this regard, urges"), that after it."""
    kind, verb = leading_verb(text)
    first = WORD.search(text)
    if kind != "finite" and level == 1 and part == "operative" and first and first.group().lower() in _MAY_PRECEDE:
        phrase = _PHRASE_THEN.match(text)
        after, later = leading_verb(text[phrase.end() :]) if phrase else ("", "")
        if after == "finite":
            return later
    return verb


def is_verb(verb: str, text: str) -> bool:
    """Tell a present tense from a plural ("States that …", "States parties …") where no number stands before it."""
    if verb in FINITE_ALONE:
        return True
    following = text[text.lower().find(verb) + len(verb) :].lstrip(", ").split(" ", 1)[0]
    return following in _AFTER_VERB


_AFTER_VERB = frozenset(["a", "an", "the", "its", "that", "to", "upon", "with", "again", "once"])
