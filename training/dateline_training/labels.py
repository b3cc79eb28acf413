"""Label inventories shared by training, export and (through model.json) the Rust engine."""

ENTITY_CLASSES = ["Person", "Organization", "Location", "Facility", "NORP", "Date", "Money", "Product", "Misc"]
ENTITY_TAGS = ["O"] + [f"{p}-{c}" for c in ENTITY_CLASSES for p in "BIES"]

BIO = ["O", "B", "I"]

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"]

# PLOVER event types, then the extension types of the annotation guide.
EVENT_TYPES = [
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    "COMMEMORATE", "APPOINT", "LEGISLATE", "ELECT", "DISASTER", "TRADE", "JUDGE",
]
PLOVER_TYPES = EVENT_TYPES[:16]
EVENT_TAGS = ["O"] + EVENT_TYPES

MODES = {
    "CONSULT": ["visit", "third-party", "multilateral", "phone"],
    "RETREAT": ["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
    "REQUEST": ["assist", "change", "yield", "meet"],
    "ACCUSE": ["disapprove", "investigate", "allege"],
    "REJECT": ["assist", "change", "yield", "meet"],
    "THREATEN": ["restrict", "arrest", "relations", "expel", "territory", "violence"],
    "PROTEST": ["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"],
    "SANCTION": ["convict", "expel", "withdraw", "discontinue"],
    "MOBILIZE": ["troops", "weapons", "police", "militia"],
    "COERCE": ["seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"],
    "ASSAULT": ["abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
                "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"],
}
MODE_LABELS = [f"{t}:{m}" for t, ms in MODES.items() for m in ms]

STATUS = ["actual", "ongoing", "future", "hypothetical", "negated"]

CONTEXTS = [
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn",
    "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
]

QUANTITIES = ["killed", "injured", "arrested", "abducted", "displaced", "participants", "money", "weapons", "other"]

# Relations between two named actors: PLOVER's types as PLV has them, with CONCEDE and RETREAT as one.
RELATIONS = [t for t in PLOVER_TYPES if t not in ("CONCEDE", "RETREAT")] + ["YIELD"]

# Roles that the words of a window can play for an anchor, by kind of frame; index 0 is "none".
ROLES = {
    "attribution": ["none", "source", "content"],
    # where the pieces of an attribution's content begin and end; `both` is a piece of one word
    "edge": ["none", "first", "last", "both"],
    "event": ["none", "actor", "recipient", "place", "time"] + [f"quantity:{q}" for q in QUANTITIES],
    "post": ["none", "person", "organization"],
    "antecedent": ["none", "antecedent"],
    # anchor: the one who does something; word: one of the words that name to whom
    "relation": ["none"] + RELATIONS,
    "predicate": ["none", "ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-TMP", "ARGM-LOC", "ARGM-MNR", "ARGM-ADV", "ARGM-DIS",
                  "ARGM-MOD", "ARGM-NEG", "ARGM-PRP", "ARGM-CAU", "ARGM-DIR", "ARGM-GOL", "ARGM-ADJ", "ARGM-PRD", "ARGM-EXT",
                  "R-ARG0", "R-ARG1", "C-ARG1", "ARGM-OTHER"],
}

# Signed word distance between anchor and word, in buckets.
DISTANCE_EDGES = [-64, -32, -16, -8, -4, -2, -1, 0, 1, 2, 3, 5, 9, 17, 33, 65]


def distance_bucket(delta):
    """Number of edges that are <= delta: 0 .. len(DISTANCE_EDGES)."""
    b = 0
    for e in DISTANCE_EDGES:
        if delta >= e:
            b += 1
    return b


def lemma_script(form, lemma):
    """How to get from a form to its lemma: case (L lower, K keep), letters stripped from the end, letters added."""
    case = "K" if lemma != lemma.lower() else "L"
    base = form if case == "K" else form.lower()
    n = 0
    while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
        n += 1
    return f"{case}:{len(base) - n}:{lemma[n:]}"


def apply_script(form, script):
    case, strip, add = script.split(":", 2)
    base = form if case == "K" else form.lower()
    strip = int(strip)
    return base[: len(base) - strip] + add if strip <= len(base) else form
