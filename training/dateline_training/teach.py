"""What trained models think of texts that their sources leave unlabelled, for the next model to learn from.

    python -m dateline_training.teach --data ../../shared/data --gold ../../shared/gold --out work/taught.pt work/a/model.pt work/b/model.pt

The corpora of names and of speech say nothing of events and posts, the annotated reports nothing of names in nine classes. The
mean of the teachers' probabilities fills these gaps; `train --taught FILE` learns them beside the labels. The pupil reads with
masked words and dropout and the teachers do not (noisy student training, Xie et al. 2020; born-again networks, Furlanello et al.
2018). Only documents that the trainer reads anyway are taught.
"""

import argparse
import json
import os

import numpy as np
import torch

from . import labels as L
from .document import Taught
from .losses import frame_scores
from .model import Model
from .train import read_sources, minilm_folder
from .windows import Prepared, collate, cut
from .wordpiece import WordPiece

# Heads that are taught word by word, by source.
WORDS = {
    "worldwide": ("event", "guide_cue", "cue", "title"),
    "polnear": ("event", "guide_cue", "title", "entity"),
    "gold": ("entity", "cue"),
    "authored": ("entity", "cue"),
}
# Anchors whose frames are taught, by source: kind of frame, head that finds its anchors.
FRAMES = {
    "worldwide": (("event", "event"), ("attribution", "guide_cue"), ("edge", "guide_cue"), ("post", "title")),
    "polnear": (("event", "event"), ("post", "title")),
}
# Least probability of an anchor.
ANCHOR = 0.35


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
def teach(teachers, preps, wp, limit=220, budget=6000):
    """{document id: Taught} for the documents of `preps` whose source is in WORDS."""
    taught = {p.doc.id: Taught({}, {}, []) for p in preps if p.doc.source in WORDS}
    windows = [(p, a, b) for p in preps if p.doc.id in taught for a, b in cut(p, limit)]
    size = lambda x: sum(x[0].sizes[x[1]:x[2]]) + 2
    windows.sort(key=size)
    group = []
    for i, window in enumerate(windows):
        group.append(window)
        if i + 1 == len(windows) or (len(group) + 1) * size(windows[i + 1]) > budget:
            teach_batch(teachers, group, taught, wp)
            group = []
        if i % 1000 == 999:
            print(f"{i + 1} of {len(windows)} windows", flush=True)
    return taught


def teach_batch(teachers, windows, taught, wp):
    batch = collate(windows, wp)
    outs = []
    for model in teachers:
        with torch.autocast(batch["ids"].device.type, torch.bfloat16):
            out = model(batch["ids"], batch["shapes"], batch["mask"], batch["word_index"])
        outs.append({k: v.float() for k, v in out.items()})
    softmax = lambda name: sum(o[name].softmax(-1) for o in outs) / len(outs)
    sigmoid = lambda name: sum(o[name].sigmoid() for o in outs) / len(outs)
    words = {name: softmax(name) for name in ("event", "guide_cue", "cue", "title", "entity", "status")}
    others = {name: sigmoid(name) for name in ("mode", "context", "historical")}
    asked = {}
    at = 0
    for p, a, b in windows:
        doc, here = p.doc, slice(at, at + b - a)
        store = taught[doc.id]
        for name in WORDS[doc.source]:
            rows = store.words.setdefault(name, np.zeros((len(doc.words), words[name].shape[1]), np.float16))
            rows[a:b] = words[name][here].numpy()
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


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("teachers", nargs="+", help="checkpoints; inventories.json is taken from beside the first")
    ap.add_argument("--data", required=True)
    ap.add_argument("--gold", required=True)
    ap.add_argument("--sources", default=",".join(WORDS))
    ap.add_argument("--out", required=True)
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    args.hold_out = False
    torch.set_num_threads(args.threads)
    names = json.load(open(os.path.join(os.path.dirname(args.teachers[0]), "inventories.json")))
    teachers = []
    for path in args.teachers:
        model = Model(len(names["lemma"]), len(names["deprel"]))
        missing = model.load_state_dict(torch.load(path, map_location="cpu")["model"], strict=False).missing_keys
        model.knows = {kind for kind in L.ROLES if f"pairs.roles.{kind}.weight" not in missing}
        teachers.append(model.eval())
    wp = WordPiece(os.path.join(minilm_folder(), "vocab.txt"))
    lemmas, deprels = ({x: i for i, x in enumerate(names[k])} for k in ("lemma", "deprel"))
    preps = [Prepared(d, wp) for d in read_sources(args, "train", lemmas, deprels)]
    taught = teach(teachers, preps, wp)
    torch.save(taught, args.out)
    print({k: sum(f[0] == k for t in taught.values() for f in t.frames) for k in L.ROLES}, "frames in", len(taught), "documents")


if __name__ == "__main__":
    main()
