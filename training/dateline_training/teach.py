"""What trained models think of texts that their sources leave unlabelled, for the next model to learn from.

    python -m dateline_training.teach --data ../../shared/data --gold ../../shared/gold --out work/taught.pt work/a/model.pt work/b/model.pt

The corpora of names and of speech say nothing of events and posts, the annotated reports nothing of names in nine classes, none of
them anything of syntax. The mean of the teachers' probabilities fills these gaps (parts of speech among them; of lemmas and trees, what
it is sure of); `train --taught FILE` learns them beside the labels. For syntax a model from before the other teachers can join
(`--syntax`): what no label holds fast drifts from training to training. The pupil reads with
masked words and dropout and the teachers do not (noisy student training, Xie et al. 2020; born-again networks, Furlanello et al.
2018). Only documents that the trainer reads anyway are taught.
"""

import argparse
import json
import os

import numpy as np
import torch

from . import labels as L
from .document import Taught, Trees
from .losses import arc_scores, frame_scores, relation_scores
from .model import Model
from .train import read_sources, minilm_folder
from .windows import Prepared, collate, cut
from .wordpiece import WordPiece

# Heads that are taught word by word, by source.
WORDS = {
    "worldwide": ("event", "guide_cue", "cue", "title", "upos"),
    "polnear": ("event", "guide_cue", "title", "entity", "upos"),
    "gold": ("entity", "cue", "upos"),
    "authored": ("entity", "cue", "upos"),
}
# Anchors whose frames are taught, by source: kind of frame, head that finds its anchors.
FRAMES = {
    "worldwide": (("event", "event"), ("attribution", "guide_cue"), ("edge", "guide_cue"), ("post", "title")),
    "polnear": (("event", "event"), ("post", "title")),
}
# Least probability of an anchor.
ANCHOR = 0.35
# Least probability of a lemma, a head and a relation that are taught.
SURE = 0.6


def anchors(p):
    """Runs of words that are more likely than ANCHOR an anchor of one label: [words]. `p`: [words, labels], label 0 is none."""
    likely = (1 - p[:, 0] >= ANCHOR).tolist()
    best = (p[:, 1:].argmax(-1)).tolist() if p.shape[1] > 3 else None
    runs = []
    for w, yes in enumerate(likely):
        begins = best is None and p[w, 1] > p[w, 2]
        if yes and runs and runs[-1][-1] == w - 1 and not begins and (best is None or best[w] == best[w - 1]):
            runs[-1].append(w)
        elif yes:
            runs.append([w])
    return runs


@torch.no_grad()
def teach(teachers, syntax, preps, wp, limit=220, budget=6000):
    """{document id: Taught} for the documents of `preps` whose source is in WORDS; `syntax` teaches parts of speech, lemmas and trees
    beside `teachers`."""
    taught = {p.doc.id: Taught({}, {}, []) for p in preps if p.doc.source in WORDS}
    windows = [(p, a, b) for p in preps if p.doc.id in taught for a, b in cut(p, limit)]
    size = lambda x: sum(x[0].sizes[x[1]:x[2]]) + 2
    windows.sort(key=size)
    group = []
    for i, window in enumerate(windows):
        group.append(window)
        if i + 1 == len(windows) or (len(group) + 1) * size(windows[i + 1]) > budget:
            teach_batch(teachers, syntax, group, taught, wp)
            group = []
        if i % 1000 == 999:
            print(f"{i + 1} of {len(windows)} windows", flush=True)
    return taught


def run(models, batch):
    """Scores of each model over a batch."""
    outs = []
    for model in models:
        with torch.autocast(batch["ids"].device.type, torch.bfloat16):
            out = model(batch["ids"], batch["shapes"], batch["mask"], batch["word_index"])
        outs.append({k: v.float() for k, v in out.items()})
    return outs


def mean(outs, name, over):
    return sum(over(o[name]) for o in outs) / len(outs)


def parse(models, outs, first, n):
    """The mean's tree over `n` words of the batch: (heads from 0, -1 for the root, None where unsure; relations)."""
    sure, head = (sum(arc_scores(m, o, first, n).softmax(-1) for m, o in zip(models, outs)) / len(models)).max(-1)
    relations = sum(relation_scores(m, o, first, head).softmax(-1) for m, o in zip(models, outs)) / len(models)
    sure_of, relation = relations.max(-1)
    heads = [h - 1 if s >= SURE else None for h, s in zip(head.tolist(), sure.tolist())]
    return heads, torch.where(sure_of >= SURE, relation, -100).tolist()


def add_trees(models, outs, store, a, at, n):
    """Lemmas and trees over `n` words of a document from its word `a`, word `at` of the batch."""
    total = len(store.words["upos"])
    if store.trees is None:
        store.trees = Trees(np.full(total, -100, np.int16), [None] * total, np.full(total, -100, np.int16), [])
    here = slice(at, at + n)
    sure, lemma = mean(outs, "lemma", lambda x: x[here].softmax(-1)).max(-1)
    store.trees.lemma[a:a + n] = torch.where(sure >= SURE, lemma, -100).numpy()
    begins = mean(outs, "sentence", lambda x: x[here, 0].sigmoid()) >= 0.5
    starts = sorted({0} | set(begins.nonzero()[:, 0].tolist())) + [n]
    for x, y in zip(starts, starts[1:]):
        heads, relations = parse(models, outs, at + x, y - x)
        store.trees.heads[a + x:a + y] = [h if h is None or h < 0 else h + a + x for h in heads]
        store.trees.deprel[a + x:a + y] = relations
        store.trees.sentences.append((a + x, a + y))


def teach_batch(teachers, syntax, windows, taught, wp):
    batch = collate(windows, wp)
    outs = run(teachers, batch)
    parsers, parsed = teachers + syntax, outs + run(syntax, batch)
    softmax = lambda x: x.softmax(-1)
    words = {name: mean(outs, name, softmax) for name in ("event", "guide_cue", "cue", "title", "entity", "status")}
    words["upos"] = mean(parsed, "upos", softmax)
    others = {name: mean(outs, name, torch.sigmoid) for name in ("mode", "context", "historical")}
    asked = {}
    at = 0
    for p, a, b in windows:
        doc, here = p.doc, slice(at, at + b - a)
        store = taught[doc.id]
        for name in WORDS[doc.source]:
            rows = store.words.setdefault(name, np.zeros((len(doc.words), words[name].shape[1]), np.float16))
            rows[a:b] = words[name][here].numpy()
        add_trees(parsers, parsed, store, a, at, b - a)
        for kind, head in FRAMES.get(doc.source, ()):
            for anchor in anchors(words[head][here]):
                asked.setdefault(kind, []).append((store, a, [w + a for w in anchor], [at + w for w in anchor], at, b - a))
                if kind == "event":
                    for w in anchor:
                        store.anchors[w + a] = {k: v[at + w].numpy().astype(np.float16) for k, v in (others | {"status": words["status"]}).items()}
        at += b - a
    for kind, frames in asked.items():
        flat = []
        for _, _, _, anchor, start, n in frames:
            ws = [w for w in range(start, start + n) if w not in anchor]
            flat.append((anchor, ws, [0] * len(ws)))
        scores = [frame_scores(m, o, kind, flat)[0].softmax(-1) for m, o in zip(teachers, outs) if kind in m.knows]
        rows = sum(scores) / len(scores)
        k = 0
        for (store, a, anchor, _, start, _), (_, ws, _) in zip(frames, flat):
            store.frames.append((kind, anchor, [w - start + a for w in ws], rows[k:k + len(ws)].numpy().astype(np.float16)))
            k += len(ws)


def read_model(path, names):
    model = Model(len(names["lemma"]), len(names["deprel"]))
    missing = model.load_state_dict(torch.load(path, map_location="cpu")["model"], strict=False).missing_keys
    model.knows = {kind for kind in L.ROLES if f"pairs.roles.{kind}.weight" not in missing}
    return model.eval()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("teachers", nargs="+", help="checkpoints; inventories.json is taken from beside the first")
    ap.add_argument("--syntax", nargs="*", default=[], help="checkpoints that teach parts of speech, lemmas and trees beside the others")
    ap.add_argument("--data", required=True)
    ap.add_argument("--gold", required=True)
    ap.add_argument("--sources", default=",".join(WORDS))
    ap.add_argument("--out", required=True)
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    args.hold_out = False
    torch.set_num_threads(args.threads)
    names = json.load(open(os.path.join(os.path.dirname(args.teachers[0]), "inventories.json")))
    teachers, syntax = ([read_model(path, names) for path in paths] for paths in (args.teachers, args.syntax))
    wp = WordPiece(os.path.join(minilm_folder(), "vocab.txt"))
    lemmas, deprels = ({x: i for i, x in enumerate(names[k])} for k in ("lemma", "deprel"))
    preps = [Prepared(d, wp) for d in read_sources(args, "train", lemmas, deprels)]
    taught = teach(teachers, syntax, preps, wp)
    torch.save(taught, args.out)
    print({k: sum(f[0] == k for t in taught.values() for f in t.frames) for k in L.ROLES}, "frames in", len(taught), "documents")


if __name__ == "__main__":
    main()
