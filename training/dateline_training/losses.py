"""Loss of a batch: every head where its source gives labels."""

import torch
import torch.nn.functional as F

from . import labels as L

WEIGHTS = {
    "sentence": 0.3, "upos": 0.5, "lemma": 0.3, "arc": 1.0, "label": 0.7, "entity": 1.5, "cue": 1.0, "guide_cue": 1.5,
    "content": 0.5, "source": 0.3, "event": 2.0, "title": 0.7, "status": 0.3, "historical": 0.3, "mode": 1.0, "context": 0.5,
    "root": 0.3, "frame:attribution": 2.0, "frame:edge": 1.0, "frame:event": 1.5, "frame:post": 0.7, "frame:predicate": 1.0,
    "frame:antecedent": 1.0, "frame:relation": 0.7,
}

# Weight of a head where it learns from teachers, as a share of its weight where it learns from labels.
TAUGHT = 0.5

_EDGES = torch.tensor(L.DISTANCE_EDGES)


def buckets(delta):
    return torch.bucketize(delta, _EDGES.to(delta.device), right=True)


def tree_losses(model, out, sents, deprel):
    """Arc and relation losses over sentences (first word, words, heads), padded together; `deprel` holds the batch's relations."""
    n = max(s[1] for s in sents)
    S = len(sents)
    index = torch.zeros(S, n, dtype=torch.long)
    gold = torch.full((S, n), -100)
    valid = torch.zeros(S, n, dtype=torch.bool)
    for i, (off, size, heads) in enumerate(sents):
        index[i, :size] = torch.arange(off, off + size)
        valid[i, :size] = True
        gold[i, :size] = torch.tensor([h + 1 if h >= -1 else -100 for h in heads])
    pos = torch.arange(n)
    dep, head = out["arc_dependent"][index], out["arc_head"][index]
    s = model.pairs.arcs(dep, head, buckets(pos[:, None] - pos[None, :]))
    s[..., 1:] = s[..., 1:].masked_fill(~valid[:, None, :], -1e4)
    diagonal = torch.eye(n, dtype=torch.bool)
    s[..., 1:] = s[..., 1:].masked_fill(diagonal[None], -1e4)
    arc = F.cross_entropy(s.view(-1, n + 1), gold.view(-1), ignore_index=-100)
    ok = gold >= 0
    words = index[ok]
    h = gold[ok]
    row = torch.arange(S)[:, None].expand(S, n)[ok]
    hv = torch.where((h == 0)[:, None], model.pairs.label_root[None], out["label_head"][index[row, (h - 1).clamp(min=0)]])
    lab = F.cross_entropy(model.pairs.labels(out["label_dependent"][words], hv), deprel[words], ignore_index=-100)
    return arc, lab


def arc_scores(model, out, first, n):
    """[n, n + 1]: how likely each word of a batch's words `first` to `first + n` has each of them as its head; column 0 is the root."""
    pos = torch.arange(n)
    here = slice(first, first + n)
    s = model.pairs.arcs(out["arc_dependent"][here][None], out["arc_head"][here][None], buckets(pos[:, None] - pos[None]))[0]
    s[:, 1:] = s[:, 1:].masked_fill(torch.eye(n, dtype=torch.bool), -1e4)
    return s


def relation_scores(model, out, first, heads):
    """[n, relations] for words from `first` on with the given heads, which are columns of `arc_scores`."""
    over = torch.where((heads == 0)[:, None], model.pairs.label_root[None], out["label_head"][first + (heads - 1).clamp(min=0)])
    return model.pairs.labels(out["label_dependent"][first:first + len(heads)], over)


def frame_pairs(frames):
    """Flattens frames: (anchor matrix index lists, frame of each pair, word, bucket, label)."""
    fr, ws, lab, first, last = [], [], [], [], []
    flat, owner = [], []
    for i, (anchor, words, roles) in enumerate(frames):
        flat += anchor
        owner += [i] * len(anchor)
        fr += [i] * len(words)
        ws += words
        lab += roles
        first += [anchor[0]] * len(words)
        last += [anchor[-1]] * len(words)
    ws, first, last = torch.tensor(ws), torch.tensor(first), torch.tensor(last)
    delta = torch.where(ws > last, ws - last, torch.where(ws < first, ws - first, torch.zeros_like(ws)))
    return torch.tensor(flat), torch.tensor(owner), torch.tensor(fr), ws, buckets(delta), torch.tensor(lab)


def frame_scores(model, out, kind, frames):
    flat, owner, fr, ws, bucket, lab = frame_pairs(frames)
    a = torch.zeros(len(frames), out["frame_anchor"].shape[1])
    a = a.index_add(0, owner, out["frame_anchor"][flat])
    a = a / torch.bincount(owner, minlength=len(frames))[:, None]
    return model.pairs.frame(kind, a[fr], out["frame_word"][ws], bucket), lab, fr, ws


def away(scores, wanted):
    """Cross entropy of each row of scores with a row of probabilities."""
    return -(wanted * scores.log_softmax(-1)).sum(-1)


def taught_losses(model, out, taught):
    """Losses where teachers took the place of labels; on the scale of the losses of the labels."""
    parts = {}
    for name, (words, rows) in taught["words"].items():
        rows = rows.to(out[name].device)
        each = away(out[name][words], rows)
        if name == "event":
            each = each * (1 + 2 * (1 - rows[:, 0]))
        parts[name] = each.sum() / max(len(words), 200)
    for name, (words, rows) in taught["anchors"].items():
        scores = out[name][words]
        rows = rows.to(scores.device)
        if name == "status":
            parts[name] = away(scores, rows).mean()
        else:
            each = F.binary_cross_entropy_with_logits(scores, rows, reduction="sum")
            parts[name] = each / max(len(words), 8)
    for kind, frames in taught["frames"].items():
        scores, _, _, _ = frame_scores(model, out, kind, [(a, w, [0] * len(w)) for a, w, _ in frames])
        rows = torch.cat([torch.from_numpy(r).float() for _, _, r in frames]).to(scores.device)
        parts["frame:" + kind] = away(scores, rows).sum() / max((1 - rows[:, 0]).sum().item() * 2, 60)
    lemma = taught["lemma"]
    if (lemma != -100).any():
        parts["lemma"] = F.cross_entropy(out["lemma"], lemma, ignore_index=-100)
    if taught["sents"]:
        parts["arc"], parts["label"] = tree_losses(model, out, taught["sents"], taught["deprel"])
    return parts


def loss(model, out, batch):
    parts = {}
    for name, gold in batch["tags"].items():
        known = gold != -100
        if not known.any():
            continue
        if name in ("sentence", "content", "source", "historical"):
            parts[name] = F.binary_cross_entropy_with_logits(out[name][known, 0], gold[known].float())
        elif name == "event":
            # anchors are rare: each counts as much as four other words
            w = torch.ones(len(L.EVENT_TAGS))
            w[1:] = 3.0
            parts[name] = F.cross_entropy(out[name][known], gold[known], weight=w, reduction="sum") / known.sum().clamp(min=200)
        elif name in ("cue", "guide_cue", "title"):
            parts[name] = F.cross_entropy(out[name][known], gold[known], reduction="sum") / known.sum().clamp(min=200)
        else:
            parts[name] = F.cross_entropy(out[name][known], gold[known])
    for name, rows, width in (("mode", batch["modes"], len(L.MODE_LABELS)), ("context", batch["contexts"], len(L.CONTEXTS))):
        if rows:
            target = torch.zeros(len(rows), width)
            for i, (_, v) in enumerate(rows):
                for x in v:
                    target[i, x] = 1
            w = torch.tensor([r for r, _ in rows])
            parts[name] = F.binary_cross_entropy_with_logits(out[name][w], target, reduction="sum") / max(len(rows), 8)
    if batch["sents"]:
        parts["arc"], parts["label"] = tree_losses(model, out, batch["sents"], batch["deprel"])
    for kind, frames in batch["frames"].items():
        s, lab, _, _ = frame_scores(model, out, kind, frames)
        parts["frame:" + kind] = F.cross_entropy(s, lab, reduction="sum") / max((lab > 0).sum().item() * 2, 60)
    if batch["roots"]:
        scores, gold = [], []
        types = torch.arange(1, 17)
        for off, n, allowed in batch["roots"]:
            e = out["event"][off:off + n]
            best = torch.logsumexp(3 * (e[:, types] - e[:, :1]), 0) / 3
            ok = torch.zeros(16, dtype=torch.bool)
            ok[[t - 1 for t in allowed]] = True
            scores.append(torch.logsumexp(best, 0) - torch.logsumexp(best[ok], 0))
            gold.append(F.softplus(-torch.logsumexp(best[ok], 0)))
        parts["root"] = torch.stack(scores).mean() + 0.3 * torch.stack(gold).mean()
    total = sum(WEIGHTS[k] * v for k, v in parts.items())
    for k, v in taught_losses(model, out, batch["taught"]).items():
        total = total + TAUGHT * WEIGHTS[k] * v
        parts["taught:" + k] = v
    return total, {k: v.item() for k, v in parts.items()}
