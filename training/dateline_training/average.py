"""Averages the weights of checkpoints of one architecture that go back to a common start (Wortsman et al. 2022).

    python -m dateline_training.average --out work/average work/first/model.pt:0.2 work/second/model.pt:0.8

Weights that a checkpoint lacks are averaged over the others; `export` takes the folder as a run.
"""

import argparse
import os
import shutil

import torch


def average(parts):
    """parts: [(state, share)]; shares are scaled to one for each weight."""
    out = {}
    for name in dict.fromkeys(n for state, _ in parts for n in state):
        having = [(s[name], share) for s, share in parts if name in s]
        total = sum(share for _, share in having)
        out[name] = sum(w.float() * (share / total) for w, share in having).to(having[0][0].dtype)
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("parts", nargs="+", help="CHECKPOINT:SHARE; inventories.json is taken from beside the first")
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    parts = []
    for part in args.parts:
        path, _, share = part.rpartition(":")
        parts.append((torch.load(path, map_location="cpu")["model"], float(share)))
    os.makedirs(args.out, exist_ok=True)
    shutil.copyfile(os.path.join(os.path.dirname(args.parts[0].rpartition(":")[0]), "inventories.json"), os.path.join(args.out, "inventories.json"))
    torch.save({"model": average(parts), "step": 0}, os.path.join(args.out, "model.pt"))


if __name__ == "__main__":
    main()
