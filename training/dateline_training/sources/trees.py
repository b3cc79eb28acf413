"""UD treebanks (EWT with PropBank roles, GUM): sentence starts, UPOS, lemma, trees, predicates."""

import csv
import json
import os
import re

from .. import document as D
from .. import labels as L


def conllu(path):
    """Yields (document id, [sentence]) where a sentence is {id, newpar, words: [...], surface: [...]}."""
    doc, sents, cur, skip_until = None, [], None, 0
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            if sents:
                yield doc, sents
            doc, sents = line.split("=", 1)[1].strip() if "=" in line else None, []
            new = {"id": None, "newpar": True, "words": []}
            cur = new
        elif line.startswith("#"):
            cur = cur or {"id": None, "newpar": False, "words": []}
            if line.startswith("# newpar"):
                cur["newpar"] = True
            elif line.startswith("# sent_id"):
                cur["id"] = line.split("=", 1)[1].strip()
        elif not line:
            if cur and cur["words"]:
                sents.append(cur)
            cur, skip_until = None, 0
        else:
            c = line.split("\t")
            if "." in c[0]:
                continue
            cur = cur or {"id": None, "newpar": False, "words": []}
            if "-" in c[0]:
                a, b = map(int, c[0].split("-"))
                cur.setdefault("mwt", {})[a] = (b, c[1], "SpaceAfter=No" not in c[9])
            else:
                cur["words"].append({"form": c[1], "lemma": c[2], "upos": c[3], "head": int(c[6]), "deprel": c[7],
                                     "space": "SpaceAfter=No" not in c[9],
                                     "entity": next((m[7:] for m in c[9].split("|") if m.startswith("Entity=")), "")})
    if sents:
        yield doc, sents


def build(doc, sents, source, lemmas, deprels):
    """Raw text by the CoNLL 2018 convention (spaces between sentences, blank line between paragraphs)."""
    text, words, rows, bounds = "", [], [], []
    for k, s in enumerate(sents):
        if text:
            text = text.rstrip(" ") + ("\n\n" if s["newpar"] else " ")
        first = len(words)
        i = 0
        mwt = s.get("mwt", {})
        while i < len(s["words"]):
            w = s["words"][i]
            if i + 1 in mwt:
                b, surface, space = mwt[i + 1]
                parts = [s["words"][j] for j in range(i, b)]
                pos = len(text)
                if "".join(p["form"] for p in parts).lower() == surface.lower().replace("’", "'") or \
                        "".join(p["form"] for p in parts).lower() == surface.lower():
                    for p in parts:
                        words.append((pos, pos + len(p["form"])))
                        pos += len(p["form"])
                else:       # forms differ from the surface: share it out as evenly as it goes
                    step = max(1, len(surface) // len(parts))
                    for q in range(len(parts)):
                        lo = min(len(surface), q * step)
                        hi = len(surface) if q == len(parts) - 1 else min(len(surface), (q + 1) * step)
                        words.append((pos + lo, pos + max(hi, lo)))
                text += surface + (" " if space else "")
                rows += parts
                i = b
            else:
                words.append((len(text), len(text) + len(w["form"])))
                text += w["form"] + (" " if w["space"] else "")
                rows.append(w)
                i += 1
        bounds.append((first, len(words)))
    d = D.Document(id=doc or sents[0]["id"], source=source, text=text, words=words)
    n = len(words)
    d.starts = [a for a, _ in bounds]
    d.sentences = bounds
    starts = set(d.starts)
    d.tags["sentence"] = [1 if i in starts else 0 for i in range(n)]
    d.tags["upos"] = [L.UPOS.index(r["upos"]) if r["upos"] in L.UPOS else -100 for r in rows]
    d.tags["lemma"] = [lemmas.get(L.lemma_script(r["form"], r["lemma"]), -100) for r in rows]
    d.tags["deprel"] = [deprels.get(r["deprel"], -100) for r in rows]
    d.heads = [None] * n
    for a, b in bounds:
        for i in range(a, b):
            h = rows[i]["head"]
            d.heads[i] = -1 if h == 0 else a + h - 1
    return d, {s["id"]: bd for s, bd in zip(sents, bounds)}


def inventories(paths):
    """Lemma scripts (at least three times) and relation labels of the training parts."""
    from collections import Counter
    scripts, rels = Counter(), Counter()
    for path in paths:
        for _, sents in conllu(path):
            for s in sents:
                for w in s["words"]:
                    scripts[L.lemma_script(w["form"], w["lemma"])] += 1
                    rels[w["deprel"]] += 1
    keep = sorted(s for s, c in scripts.items() if c >= 3)
    rels = sorted(r for r, c in rels.items() if c >= 3)
    return {s: i for i, s in enumerate(keep)}, {r: i for i, r in enumerate(rels)}


# Share of the words with an ending that a script must make to be for that ending.
LEAST_SHARE = 0.1


def endings(paths, scripts):
    """For each of `scripts` the endings (four letters at most, lower case) of the forms that it is for: those of which it makes no
    less than LEAST_SHARE in treebanks. None where it changes no letter and may follow anything."""
    from collections import Counter
    seen, all_with = {s: Counter() for s in scripts}, Counter()
    for path in paths:
        for _, sents in conllu(path):
            for s in sents:
                for w in s["words"]:
                    script, ending = L.lemma_script(w["form"], w["lemma"]), w["form"].lower()[-4:]
                    all_with[ending] += 1
                    if script in seen and script.split(":", 1)[1] != "0:":
                        seen[script][ending] += 1
    return [sorted(e for e, n in seen[s].items() if n >= LEAST_SHARE * all_with[e]) for s in scripts]


def _role(name):
    names = L.ROLES["predicate"]
    if name in names:
        return names.index(name)
    if name.startswith("C-") and name[2:] in names:
        return names.index(name[2:])
    if name.startswith("ARGM-"):
        return names.index("ARGM-OTHER")
    return 0


def load_ewt(path, roles_path, lemmas, deprels):
    roles = {}
    if roles_path and os.path.exists(roles_path):
        for l in open(roles_path, encoding="utf8"):
            r = json.loads(l)
            roles[r["id"]] = r
    for doc, sents in conllu(path):
        d, at = build(doc, sents, "ewt", lemmas, deprels)
        for sid, (a, b) in at.items():
            r = roles.get(sid)
            if not r or len(r["tokens"]) != b - a:
                continue
            for p in r["predicates"]:
                if not 0 <= p["token"] < b - a:
                    continue
                marks = {}
                for g in p["args"]:
                    k = _role(g["role"])
                    for w in range(g["first"], g["last"] + 1):
                        if k and w < b - a:
                            marks[a + w] = k
                marks.pop(a + p["token"], None)
                d.frames.append(D.Frame("predicate", [a + p["token"]], marks, lo=a, hi=b))
        yield d


def load_gum(path, documents, lemmas, deprels, classes):
    licence = {r["document"]: r["licence_class"] for r in csv.DictReader(open(documents, encoding="utf8"), delimiter="\t")}
    for doc, sents in conllu(path):
        if licence.get(doc) in classes:
            d, _ = build(doc, sents, "gum", lemmas, deprels)
            d.frames += antecedents(d, mentions([w["entity"] for s in sents for w in s["words"]]))
            yield d


def mentions(column):
    """Coreference mentions (first, last, entity) from the Entity column of GUM, one string a word."""
    opened, out = [], []
    for i, field in enumerate(column):
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", field):
            name = part.strip("()").split("-", 1)[0]
            if part.startswith("("):
                opened.append((name, i))
            if part.endswith(")"):
                at = next((k for k in range(len(opened) - 1, -1, -1) if opened[k][0] == name), None)
                if at is not None:
                    _, first = opened.pop(at)
                    out.append((first, i, re.sub(r"\[.*", "", name)))
    return out


def antecedents(d, found):
    """A frame for each mention that has one before it in the document: its head asks the heads of the mentions before."""
    heads = {}
    for first, last, entity in found:
        outside = [w for w in range(first, last + 1) if d.heads[w] is None or not first <= d.heads[w] <= last]
        if len(outside) == 1:
            heads.setdefault(outside[0], entity)
    frames, before = [], []
    for w in sorted(heads):
        same = {v: 1 for v in before if heads[v] == heads[w]}
        if before:
            frames.append(D.Frame("antecedent", [w], same, asked=before[-60:]))
        before.append(w)
    return frames
