"""Quick figures on dev while training: on given words, windows scored separately. The program's own `dateline eval`
is what counts."""

import torch

from .document import entity_spans
from .losses import arc_scores, frame_scores, relation_scores
from .windows import collate, cut


def f1(tp, pred, gold):
    return 2 * tp / (pred + gold) if pred + gold else 0.0


@torch.no_grad()
def evaluate(model, preps, wp, limit=190, budget=6000):
    model.eval()
    c = {}
    add = lambda k, v: c.__setitem__(k, c.get(k, 0) + v)
    ws = sorted(((p, a, b) for p in preps for a, b in cut(p, limit)), key=lambda x: sum(x[0].sizes[x[1]:x[2]]))
    groups, cur = [], []
    for x in ws:
        if cur and (len(cur) + 1) * (sum(x[0].sizes[x[1]:x[2]]) + 2) > budget:
            groups.append(cur)
            cur = []
        cur.append(x)
    groups.append(cur)
    for g in groups:
        device = next(model.parameters()).device.type
        b = collate(g, wp).to(device)
        with torch.autocast(device, torch.bfloat16):
            out = model(b["ids"], b["shapes"], b["mask"], b["word_index"])
        out = {k: v.float() for k, v in out.items()}
        t = b["tags"]
        if "entity" in t:
            known = t["entity"] != -100
            p, q = entity_spans(out["entity"].argmax(-1)[known].tolist()), entity_spans(t["entity"][known].tolist())
            add("ent_tp", len(p & q)), add("ent_p", len(p)), add("ent_g", len(q))
        for k in ("upos", "lemma"):
            if k in t:
                known = t[k] != -100
                add(k + "_ok", (out[k].argmax(-1)[known] == t[k][known]).sum().item()), add(k + "_n", known.sum().item())
        if "sentence" in t:
            known = t["sentence"] != -100
            p, q = out["sentence"][known, 0] > 0, t["sentence"][known] > 0
            add("sent_tp", (p & q).sum().item()), add("sent_p", p.sum().item()), add("sent_g", q.sum().item())
        for k in ("cue", "guide_cue", "title"):
            if k in t:
                known = t[k] != -100
                p, q = out[k].argmax(-1)[known] > 0, t[k][known] > 0
                add(k + "_tp", (p & q).sum().item()), add(k + "_p", p.sum().item()), add(k + "_g", q.sum().item())
        if "event" in t:
            known = t["event"] != -100
            p, q = out["event"].argmax(-1)[known], t["event"][known]
            add("ev_tp", ((p == q) & (q > 0)).sum().item()), add("ev_p", (p > 0).sum().item()), add("ev_g", (q > 0).sum().item())
            add("evany_tp", ((p > 0) & (q > 0)).sum().item())
            for k in ("status", "historical"):
                known = t[k] != -100
                p = out[k].argmax(-1) if k == "status" else (out[k][:, 0] > 0).long()
                add(k + "_ok", (p[known] == t[k][known]).sum().item()), add(k + "_n", known.sum().item())
            for w, v in b["modes"]:
                p = {i for i, x in enumerate(out["mode"][w].tolist()) if x > 0}
                add("mode_tp", len(p & v)), add("mode_p", len(p)), add("mode_g", len(v))
        for kind, fr in b["frames"].items():
            s, lab, _, _ = frame_scores(model, out, kind, fr)
            p = s.argmax(-1)
            add(f"{kind}_tp", ((p == lab) & (lab > 0)).sum().item()), add(f"{kind}_p", (p > 0).sum().item()), add(f"{kind}_g", (lab > 0).sum().item())
        for off, n, heads in b["sents"]:
            h = arc_scores(model, out, off, n).argmax(-1)
            lab = relation_scores(model, out, off, h).argmax(-1)
            gold = torch.tensor(heads) + 1
            ok = h == gold
            add("las_ok", (ok & (lab == b["deprel"][off:off + n])).sum().item()), add("uas_ok", ok.sum().item()), add("dep_n", n)
    r = {}
    for k in {k[:-3] for k in c if k.endswith("_tp")}:
        r[k] = round(f1(c[k + "_tp"], c.get(k + "_p", 0) or c.get("ev_p", 0), c.get(k + "_g", 0) or c.get("ev_g", 0)), 4)
    for k in {k[:-3] for k in c if k.endswith("_ok")}:
        r[k] = round(c[k + "_ok"] / max(1, c.get(k + "_n", c.get("dep_n", 1))), 4)
    model.train()
    return dict(sorted(r.items()))
