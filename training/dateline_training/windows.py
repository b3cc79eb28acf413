"""Cuts documents into windows and windows into batches."""

import random
from bisect import bisect_left

import numpy as np
import torch

from . import labels as L
from .document import entity_spans
from .wordpiece import GLUED, STARTS_PARAGRAPH, shape


class Prepared:
    """Subwords and shapes of a document's words, computed once."""

    def __init__(self, doc, wp):
        self.doc = doc
        text = doc.text
        self.pieces, self.shapes = [], []
        prev = 0
        for i, (s, e) in enumerate(doc.words):
            w = text[s:e]
            self.pieces.append(wp.pieces(w) if w else (wp.unk,))
            gap = text[prev:s] if i else "\n"
            self.shapes.append(shape(w) + (STARTS_PARAGRAPH if "\n" in gap else 0) + (GLUED if i and not gap else 0))
            prev = e
        self.sizes = [len(p) for p in self.pieces]
        self.starts = set(doc.starts or [0])


# Share of the documents that are read sentence by sentence in a round: short items are news too.
ALONE = 0.06


def sentences(prep):
    """Each sentence by itself: [(first, last+1)]."""
    starts = sorted(prep.starts | {0}) + [len(prep.sizes)]
    return [(a, b) for a, b in zip(starts, starts[1:]) if a < b and sum(prep.sizes[a:b]) <= 500]


def cut(prep, limit, rng=None):
    """Runs of whole sentences up to `limit` subwords: [(first, last+1)]. With `rng` the first cut falls at random."""
    if rng and rng.random() < ALONE:
        return sentences(prep)
    out, first, size, last_start = [], 0, 0, None
    budget = limit if rng is None else rng.randint(limit // 4, limit)
    n = len(prep.sizes)
    for i in range(n):
        if i in prep.starts and i > first:
            last_start = i
        if size + prep.sizes[i] > budget:
            stop = last_start if last_start and last_start > first else i
            if stop == first:
                stop = i
            if stop > first:
                out.append((first, stop))
            first, last_start = stop, None
            size = sum(prep.sizes[first:i])
            budget = limit
        size += prep.sizes[i]
    if first < n:
        out.append((first, n))
    return [(a, b) for a, b in out if sum(prep.sizes[a:b]) <= 500]


class Batch(dict):
    """Tensors and lists of one batch."""

    def to(self, device):
        """The same batch with its tensors on a device; lists become tensors there when the losses use them."""
        move = lambda v: v.to(device) if isinstance(v, torch.Tensor) else {k: move(x) for k, x in v.items()} if isinstance(v, dict) and all(
            isinstance(x, torch.Tensor) for x in v.values()) else v
        return Batch({k: move(v) for k, v in self.items()})


TAG_NAMES = ["sentence", "upos", "lemma", "entity", "cue", "guide_cue", "content", "source", "event", "title", "status", "historical"]


KEPT = {"Date", "Money"}     # closed classes: another date teaches nothing


class Names:
    """Names of the same class and the same number of words, to put one in the place of another while training."""

    def __init__(self, preps, share):
        self.share, self.pool, self.spans = share, {}, {}
        for p in preps:
            found = sorted(entity_spans(p.doc.tags["entity"])) if "entity" in p.doc.tags else []
            if p.doc.source == "worldwide":
                self.spans[p.doc.id] = found
            for a, b, c in self.spans.get(p.doc.id, []):
                if b - a <= 6 and c not in KEPT:
                    self.pool.setdefault((c, b - a), []).append((p.pieces[a:b], [s % 8 for s in p.shapes[a:b]]))

    def swapped(self, p, first, last, rng):
        """{word: (pieces, shape)} for some of the names of a window."""
        out = {}
        for a, b, c in self.spans.get(p.doc.id, []):
            choice = self.pool.get((c, b - a))
            if first <= a and b <= last and choice and rng.random() < self.share:
                pieces, shapes = rng.choice(choice)
                for w, q, s in zip(range(a, b), pieces, shapes):
                    out[w] = (q, p.shapes[w] - p.shapes[w] % 8 + s)
        return out


def collate(windows, wp, rng=None, noise=None, names=None):
    """windows: [(Prepared, first, last)]. `noise`: share of subwords masked by source; `names`: swaps names with `rng`."""
    rows = []
    for p, a, b in windows:
        ids, shp, first = [wp.cls], [0], []
        drop = (noise or {}).get(p.doc.source, 0.0)
        caps = rng.random() if rng else 1.0
        swapped = names.swapped(p, a, b, rng) if names else {}
        for i in range(a, b):
            first.append(len(ids))
            pieces, s = swapped.get(i, (p.pieces[i], p.shapes[i]))
            if caps < 0.05 and s % 8 in (1, 2, 5):
                s = s - s % 8 + 3
            elif caps < 0.07 and s % 8 in (2, 3, 4, 5):
                s = s - s % 8 + 1
            for q in pieces:
                ids.append(wp.mask if drop and rng.random() < drop else q)
                shp.append(s)
        ids.append(wp.sep)
        shp.append(0)
        rows.append((ids, shp, first))
    T = max(len(r[0]) for r in rows)
    B = len(rows)
    ids = np.full((B, T), wp.pad, dtype=np.int64)
    shapes = np.zeros((B, T), dtype=np.int64)
    mask = np.zeros((B, T), dtype=np.int64)
    word_index, offsets = [], []
    for r, (i, s, f) in enumerate(rows):
        ids[r, :len(i)], shapes[r, :len(i)], mask[r, :len(i)] = i, s, 1
        offsets.append(len(word_index))
        word_index += [r * T + x for x in f]
    N = len(word_index)
    out = Batch(ids=torch.from_numpy(ids), shapes=torch.from_numpy(shapes), mask=torch.from_numpy(mask),
                word_index=torch.tensor(word_index, device="cpu"))
    tags = {name: np.full(N, -100, dtype=np.int64) for name in TAG_NAMES}
    has = set()
    modes, contexts = [], []
    sents, deprel, roots = [], np.full(N, -100, dtype=np.int64), []
    frames = {k: [] for k in L.ROLES}
    taught = {"words": {}, "anchors": {}, "frames": {}, "sents": [], "lemma": np.full(N, -100, dtype=np.int64), "deprel": np.full(N, -100, dtype=np.int64)}
    for (p, a, b), off in zip(windows, offsets):
        d = p.doc
        for name in TAG_NAMES:
            if name in d.tags:
                tags[name][off:off + b - a] = d.tags[name][a:b]
                has.add(name)
        for w, v in d.multi.get("mode", {}).items():
            if a <= w < b:
                modes.append((off + w - a, v))
                contexts.append((off + w - a, d.multi["context"][w]))
        if d.sentences:
            deprel[off:off + b - a] = d.tags["deprel"][a:b]
            sents += whole_trees(d, a, b, off)
        if d.root_words:
            roots.append((off, b - a, d.root_words))
        for f in d.frames:
            if f.anchor[0] < a or f.anchor[-1] >= b:
                continue
            lo, hi = max(a, f.lo), min(b, f.hi)
            anc = set(f.anchor)
            asked = range(lo, hi) if f.asked is None else (w for w in f.asked if lo <= w < hi)
            ws = [w for w in asked if w not in anc and w not in f.ignore]
            if f.asked is not None and not ws:
                continue
            frames[f.kind].append(([off + w - a for w in f.anchor], [off + w - a for w in ws], [f.roles.get(w, 0) for w in ws]))
        if d.taught:
            add_taught(taught, d.taught, a, b, off)
    out["taught"] = {
        "words": {k: (torch.cat([w for w, _ in v]), torch.cat([r for _, r in v])) for k, v in taught["words"].items()},
        "anchors": {k: (torch.tensor([w for w, _ in v]), torch.stack([r for _, r in v])) for k, v in taught["anchors"].items()},
        "frames": taught["frames"],
        "sents": taught["sents"], "lemma": torch.from_numpy(taught["lemma"]), "deprel": torch.from_numpy(taught["deprel"]),
    }
    out["tags"] = {k: torch.from_numpy(tags[k]) for k in TAG_NAMES if k in has}
    out["modes"], out["contexts"], out["roots"] = modes, contexts, roots
    out["deprel"] = torch.from_numpy(deprel)
    out["sents"] = sents
    out["frames"] = {k: v for k, v in frames.items() if v}
    return out


def whole_trees(trees, first, last, offset):
    """The sentences of a document, or of taught trees, that lie in a window: [(place of the first word in the batch, words, heads)]; a
    head counts from the sentence's first word, -1 is the root, -2 unknown."""
    place = lambda h, x: -2 if h is None else -1 if h < 0 else h - x
    return [(offset + x - first, y - x, [place(h, x) for h in trees.heads[x:y]]) for x, y in trees.sentences
            if first <= x and y <= last and y - x <= 120]


def add_taught(out, taught, first, last, offset):
    """Adds what is taught about the words of a window; `offset` is the place of its first word in the batch."""
    move = offset - first
    if taught.trees:
        out["lemma"][offset:offset + last - first] = taught.trees.lemma[first:last]
        out["deprel"][offset:offset + last - first] = taught.trees.deprel[first:last]
        out["sents"] += whole_trees(taught.trees, first, last, offset)
    for name, rows in taught.words.items():
        out["words"].setdefault(name, []).append((torch.arange(offset, offset + last - first), torch.from_numpy(rows[first:last]).float()))
    for word, heads in taught.anchors.items():
        if first <= word < last:
            for name, row in heads.items():
                out["anchors"].setdefault(name, []).append((word + move, torch.from_numpy(row).float()))
    for kind, anchor, words, rows in taught.frames:
        if anchor[0] < first or anchor[-1] >= last:
            continue
        a, b = bisect_left(words, first), bisect_left(words, last)
        out["frames"].setdefault(kind, []).append(([w + move for w in anchor], [w + move for w in words[a:b]], rows[a:b]))


def batches(preps, weights, wp, budget, limit, seed, noise, swap):
    """Endless stream of batches. `weights`: passes over a source in one round of the mixture; `swap`: share of names put in the place of others."""
    rng = random.Random(seed)
    names = Names(preps, swap) if swap else None
    while True:
        pool = []
        for p in preps:
            w = weights.get(p.doc.source, 1.0)
            times = int(w) + (1 if rng.random() < w - int(w) else 0)
            for _ in range(times):
                pool += [(p, a, b) for a, b in cut(p, limit, rng)]
        rng.shuffle(pool)
        size = lambda x: sum(x[0].sizes[x[1]:x[2]]) + 2
        for c in range(0, len(pool), 600):
            chunk = sorted(pool[c:c + 600], key=size)
            groups, cur = [], []
            for x in chunk:
                if cur and (len(cur) + 1) * size(x) > budget:
                    groups.append(cur)
                    cur = []
                cur.append(x)
            if cur:
                groups.append(cur)
            rng.shuffle(groups)
            for g in groups:
                yield collate(g, wp, rng, noise, names)
