"""Whole annotated reports: attributions, posts, events with every field."""

import datetime
import glob
import json

from .. import document as D
from .. import labels as L
from .. import numbers

PRONOUNS = set("he she they it who him her them his their its i we you whom whose us our my which that".split())
TIME_WORDS = set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december jan feb mar apr jun jul aug sep sept oct nov dec yesterday today tomorrow tonight week "
    "month year weekend".split())
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DAYS_AWAY = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
# Days between a report and a day that it calls by the weekday's name, and words between an event and what tells its time.
NAMED_DAY, TIME_REACH = 8, 120
FUNCTION = set("the a an of to in on was were is are be been being has have had by for with at".split())


def load(folder):
    reports = [json.load(open(p, encoding="utf8")) for p in sorted(glob.glob(f"{folder}/*.json"))]
    for g, words in zip(reports, D.split_words([g["text"] for g in reports])):
        yield convert(g, words)


def convert(g, words):
    text = g["text"]
    d = D.make("gold/" + g["id"], "gold", text, words)
    at, n = d.index(), len(words)
    forms = [text[s:e] for s, e in words]
    sents = [D.words_in(at, s, e) for s, e in g["sentences"]]
    sents = [(w[0], w[-1] + 1) if w else (0, 0) for w in sents]
    span = lambda s: D.words_in(at, s["start"], s["end"]) if s else []
    mentions = {e["id"]: [w for w in (span(m) for m in e["mentions"]) if w] for e in g["entities"]}

    def argument(eid, anchor, sentence):
        """(words, in the same sentence) of the mention that stands for the entity at this anchor."""
        ms = mentions.get(eid, [])
        a, b = sents[sentence]
        here = [m for m in ms if a <= m[0] < b and not set(m) & set(anchor)]
        if here:
            longest = lambda m: (min(abs(m[0] - anchor[0]), abs(m[-1] - anchor[0])) // 3, -len(m))
            return min(here, key=longest), True
        before = [m for m in ms if m[0] < a and anchor[0] - m[-1] < 120]
        return (max(before, key=lambda m: (m[-1], len(m))), False) if before else ([], False)

    cues, content, source = [], [0] * n, [0] * n
    for a in g["attributions"]:
        cue = span(a.get("cue_span"))
        con = sorted({w for s in a["content_spans"] for w in span(s)})
        src = span(a.get("source_span"))
        for w in con:
            content[w] = 1
        for w in src:
            source[w] = 1
        if not cue:
            continue
        cues.append(cue)
        ignore = set()
        if a.get("source") and not src:
            src, same = argument(a["source"], cue, a["sentence"])
            if not same:
                s0, s1 = sents[a["sentence"]]
                ignore |= {w for w in range(s0, s1) if forms[w].lower() in PRONOUNS}
        d.frames += D.attribution_frames(cue, src, con, ignore)
    d.frames += antecedents(g, mentions, span, forms)
    d.tags["guide_cue"], d.tags["content"], d.tags["source"] = D.bio(n, cues), content, source

    events = [0] * n
    for name in ("status", "historical"):
        d.tags[name] = [-100] * n
    d.multi["mode"], d.multi["context"] = {}, {}
    for e in g["events"]:
        if e["type"] not in L.EVENT_TYPES:
            continue
        anchor = span(e["span"])
        head = [w for w in anchor if forms[w].lower() not in FUNCTION] or anchor
        if not head:
            continue
        for w in head:
            if events[w]:
                continue
            events[w] = L.EVENT_TAGS.index(e["type"])
            d.tags["status"][w] = L.STATUS.index(e["status"])
            d.tags["historical"][w] = int(e["historical"])
            d.multi["mode"][w] = {L.MODE_LABELS.index(f"{e['type']}:{m}") for m in e["modes"] if f"{e['type']}:{m}" in L.MODE_LABELS}
            d.multi["context"][w] = {L.CONTEXTS.index(c) for c in e["contexts"] if c in L.CONTEXTS}
        d.frames.append(event_frame(d, e, head, argument, sents, forms, g.get("published")))
        if e["type"] in L.PLOVER_TYPES and e["actors"] and e["recipients"]:
            (actor, near), (recipient, near2) = (argument(e[k][0], head, e["sentence"]) for k in ("actors", "recipients"))
            if near and near2:
                d.frames += D.relation_frame(actor, recipient, e["type"])
    d.tags["event"] = events

    titles = []
    for p in g["posts"]:
        title = span(p.get("span"))
        if not title:
            continue
        titles.append(title)
        roles = {}
        for key, k in (("organization", 2), ("person", 1)):
            if p.get(key):
                ws, _ = argument(p[key], title, p["sentence"])
                roles.update({w: k for w in ws})
        for w in title:
            roles.pop(w, None)
        d.frames.append(D.Frame("post", title, roles))
    d.tags["title"] = D.bio(n, titles)
    return d


def antecedents(g, mentions, span, forms):
    """A frame for each pronoun that stands for a speaker: it asks the last words of the names before it."""
    names = {}
    for entity, spans in mentions.items():
        for ws in spans:
            names.setdefault(ws[-1], set()).add(entity)
    frames, done = [], set()
    for a in g["attributions"]:
        source = span(a.get("source_span"))
        if len(source) != 1 or forms[source[0]].lower() not in PRONOUNS or source[0] in done or a["source"] not in mentions:
            continue
        done.add(source[0])
        asked = sorted(w for w in names if w < source[0])[-60:]
        roles = {w: 1 for w in asked if a["source"] in names[w]}
        if roles:
            frames.append(D.Frame("antecedent", source, roles, asked=asked))
    return frames


def day(value):
    """The day of a value in EDTF, if it is one."""
    try:
        return datetime.date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def words_of_time(forms, w, value, published):
    """The words at `w` that tell the value: a weekday or month by name, a year, "yesterday"; none if they tell another or nothing."""
    form, then, now = forms[w].lower().strip("."), day(value), day(published)
    if "/" in value or form == "may" and forms[w][0] == "m":
        return []
    if form in WEEKDAYS:
        ok = then and then.weekday() == WEEKDAYS.index(form) and (now is None or abs((then - now).days) <= NAMED_DAY)
        return [w] if ok else []
    if form in DAYS_AWAY:
        return [w] if then and now and (then - now).days == DAYS_AWAY[form] else []
    if form.isdigit() and len(form) == 4:
        return [w] if value == form else []
    if form[:3] in MONTHS and form in TIME_WORDS and len(value) >= 7:
        if value[5:7] != f"{MONTHS.index(form[:3]) + 1:02}":
            return []
        beside = [v for v in (w - 1, w + 1) if 0 <= v < len(forms) and forms[v].isdigit() and len(forms[v]) <= 2]
        if len(value) == 7:
            return [] if beside else [w]
        return sorted([w, beside[0]]) if beside and int(forms[beside[0]]) == int(value[8:10]) else []
    return []


def event_frame(d, e, head, argument, sents, forms, published):
    roles, ignore = {}, set()
    s0, s1 = sents[e["sentence"]]
    times = [w for w in range(s0, s1) if forms[w].lower().strip(".") in TIME_WORDS or (forms[w].isdigit() and len(forms[w]) == 4)]
    if e.get("time"):
        told = lambda ws: next((t for t in (words_of_time(forms, w, e["time"], published) for w in ws) if t), [])
        near = sorted(times, key=lambda w: abs(w - head[0]))
        own = told(near)
        if not own and (len(times) == 1 or (near and abs(near[0] - head[0]) <= 4)):
            own = near[:1]
        else:
            own = own or told(range(s0 - 1, max(-1, head[0] - TIME_REACH), -1))
        roles.update({w: D.role("event", "time") for w in own})
        ignore |= set(times)
    for q in e["quantities"]:
        k = D.role("event", "quantity:" + q["kind"])
        if k and q.get("low") is not None:
            for w in numbers.find(forms, float(q["low"]), s0, s1, head[0]):
                roles[w] = k
    missing = False
    for key, name in (("place", "place"), ("recipients", "recipient"), ("actors", "actor")):
        ids = e.get(key) or []
        for eid in ids if isinstance(ids, list) else [ids]:
            ws, same = argument(eid, head, e["sentence"])
            missing |= not same
            for w in ws:
                if w not in roles:
                    roles[w] = D.role("event", name)
    if missing:
        ignore |= {w for w in range(s0, s1) if forms[w].lower() in PRONOUNS}
    for w in head:
        roles.pop(w, None)
    return D.Frame("event", head, roles, ignore - set(roles))
