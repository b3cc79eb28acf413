"""Our own passages (training/authored/*.txt, CC0). The format is described in training/authored/README.md."""

import glob
import os
import sys

from .. import document as D
from .. import labels as L
from .. import numbers


class Mistake(Exception):
    pass


def find(text, part):
    """Offsets of a substring; `#n` at its end asks for the n-th occurrence."""
    nth = 1
    if "#" in part and part.rsplit("#", 1)[1].isdigit():
        part, k = part.rsplit("#", 1)
        nth = int(k)
    part = part.strip().replace("\\n", "\n")
    pos = -1
    for _ in range(nth):
        pos = text.find(part, pos + 1)
        # whole words only, where the part begins and ends with a letter or digit
        while pos >= 0 and ((pos > 0 and text[pos - 1].isalnum() and part[:1].isalnum()) or
                            (pos + len(part) < len(text) and text[pos + len(part)].isalnum() and part[-1:].isalnum())):
            pos = text.find(part, pos + 1)
        if pos < 0:
            raise Mistake(f"{part!r} does not occur (occurrence {nth})")
    return pos, pos + len(part)


def passages(path):
    """Yields (line number, text, [(line number, kind, fields)])."""
    cur = None
    for no, line in enumerate(open(path, encoding="utf8"), 1):
        line = line.rstrip("\n")
        if line.startswith("T "):
            if cur:
                yield cur
            cur = (no, line[2:].replace("\\n", "\n").strip(), [])
        elif line[:2] in ("E ", "A ", "P ") and cur:
            cur[2].append((no, line[0], [f.strip() for f in line[2:].replace("||", "\0").split("|")]))
    if cur:
        yield cur


def load(folder, complain=True):
    items = []
    for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
        for no, text, lines in passages(path):
            items.append((path, no, text, lines))
    for (path, no, text, lines), words in zip(items, D.split_words([i[2] for i in items])):
        name = os.path.basename(path)[:-4]
        d = D.make(f"authored/{name}-{no}", "authored", text, words)
        try:
            fill(d, lines)
        except Mistake as m:
            if complain:
                print(f"{path}:{m}", file=sys.stderr)
            continue
        yield d


def fill(d, lines):
    text, n, at = d.text, len(d.words), d.index()
    forms = [text[s:e] for s, e in d.words]
    cues, titles, content, source, events = [], [], [0] * n, [0] * n, [0] * n
    for name in ("status", "historical"):
        d.tags[name] = [-100] * n
    d.multi["mode"], d.multi["context"] = {}, {}
    for no, kind, f in lines:
        def span(part):
            try:
                ws = D.words_in(at, *find(text, part))
            except Mistake as m:
                raise Mistake(f"{no}: {m}")
            return ws
        if kind == "E":
            tp, _, modes = f[0].partition(":")
            if tp not in L.EVENT_TYPES or len(f) < 2:
                raise Mistake(f"{no}: {f[0]!r} is no event type")
            head = span(f[1])
            roles, status, hist, contexts, counts = {}, "actual", 0, set(), []
            named = {"actor": [], "recipient": []}
            for part in f[2:]:
                key, _, val = part.partition("=")
                key, val = key.strip(), val.strip()
                if key in ("actor", "recipient", "place", "time"):
                    words = span(val) if val else []
                    if key in named:
                        named[key].append(words)
                    for w in words:
                        roles.setdefault(w, D.role("event", key))
                elif key == "quantity":
                    counts.append(val.split(":"))
                elif key == "status":
                    status = val
                elif key == "historical":
                    hist = 1
                elif key == "context":
                    contexts = {L.CONTEXTS.index(c.strip()) for c in val.split(",") if c.strip() in L.CONTEXTS}
            for q in counts:
                k = D.role("event", "quantity:" + q[0])
                if k and len(q) > 1 and q[1].replace(".", "").isdigit():
                    for w in numbers.find(forms, float(q[1]), max(0, head[0] - 30), min(n, head[-1] + 30), head[0]):
                        roles[w] = k
            for w in head:
                roles.pop(w, None)
                if not events[w]:
                    events[w] = L.EVENT_TAGS.index(tp)
                    d.tags["status"][w] = L.STATUS.index(status) if status in L.STATUS else 0
                    d.tags["historical"][w] = hist
                    d.multi["mode"][w] = {L.MODE_LABELS.index(f"{tp}:{m.strip()}") for m in modes.split(",") if f"{tp}:{m.strip()}" in L.MODE_LABELS}
                    d.multi["context"][w] = contexts
            d.frames.append(D.Frame("event", head, roles))
            if tp in L.PLOVER_TYPES:
                for actor in named["actor"][:1]:
                    for recipient in named["recipient"][:1]:
                        d.frames += D.relation_frame(actor, recipient, tp)
        elif kind == "A":
            if len(f) < 3:
                raise Mistake(f"{no}: an attribution has source | cue | content | kind")
            con = sorted({w for p in f[2].split("\0") for w in span(p.strip())})
            cue = span(f[1]) if f[1] else []
            src = span(f[0]) if f[0] else []
            for w in con:
                content[w] = 1
            for w in src:
                source[w] = 1
            if cue:
                cues.append(cue)
                d.frames += D.attribution_frames(cue, src, con)
        else:
            title = span(f[0])
            titles.append(title)
            roles = {}
            for i, k in ((2, 2), (1, 1)):
                if len(f) > i and f[i]:
                    roles.update({w: k for w in span(f[i])})
            for w in title:
                roles.pop(w, None)
            d.frames.append(D.Frame("post", title, roles))
    d.tags.update({"guide_cue": D.bio(n, cues), "content": content, "source": source, "event": events})
    if titles:
        d.tags["title"] = D.bio(n, titles)
