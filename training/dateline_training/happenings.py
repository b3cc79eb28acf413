"""Weights of the signs by which two events of a report tell the same happening.

    python -m dateline_training.happenings --gold GOLD/train --out ../crates/dateline/lexicon/events/happenings.tsv

The engine itself shows the signs (`xtask tellings`), the annotated training reports which pairs are of one happening. A
pair counts if both events were found. Logistic regression with a small penalty, fitted by Newton's method.
"""

import argparse
import glob
import json
import os
import subprocess
import zlib

import numpy as np

PENALTY = 3.0
FOLDS = 5
BIAS = "(any two)"
HEAD = """# Signs by which two events of one type tell the same happening, with their weights in the log-odds: above 0 speaks for
# one happening, below for two. `(any two)` counts always. What shows a sign is told in src/events/likeness.rs.
# Fitted on the annotated training reports by training/dateline_training/happenings.py, not by hand.
"""


def tellings(reports):
    """The engine's events and pairs of some annotated reports, in their order."""
    binary = os.environ.get("DATELINE_XTASK", "../target/release/xtask")
    lines = "".join(json.dumps({k: r[k] for k in ("id", "text", "published")}) + "\n" for r in reports)
    out = subprocess.run([binary, "tellings"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def partners(report, events):
    """{event of the engine: annotated event of the same type whose words overlap, or else that stands in its sentence}"""
    def sentence(position):
        return next((i for i, (s, e) in enumerate(report["sentences"]) if s <= position < e), None)

    found = {}
    for overlapping in (True, False):
        for i, event in enumerate(events):
            for j, gold in enumerate(report["events"]):
                if i in found or j in found.values() or gold["type"] != event["event_type"]:
                    continue
                a, b = event["anchor"], gold["span"]
                overlap = a["start"] < b["end"] and b["start"] < a["end"]
                if overlap if overlapping else sentence(a["start"]) == sentence(b["start"]):
                    found[i] = j
    return found


def rows(reports):
    """(report's id, signs, whether of one happening) of each pair whose events were both found."""
    for report, told in zip(reports, tellings(reports)):
        gold = {i: report["events"][j].get("happening") for i, j in partners(report, told["events"]).items()}
        for pair in told["pairs"]:
            if pair["first"] in gold and pair["second"] in gold:
                happening = gold[pair["first"]]
                yield report["id"], set(pair["signs"]), happening is not None and happening == gold[pair["second"]]


def fit(x, y):
    """Weights, bias last."""
    x = np.hstack([x, np.ones((len(x), 1))])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[-1] = 0
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-6)
        w -= np.linalg.solve(hessian, gradient)
    return w


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--gold", required=True)
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    reports = [json.load(open(p, encoding="utf8")) for p in sorted(glob.glob(f"{args.gold}/*.json"))]
    found = list(rows(reports))
    names = [line.split("\t")[0] for line in open(args.out, encoding="utf8") if line.strip() and not line.startswith("#")]
    names = [n for n in names if n != BIAS]
    x = np.array([[float(n in signs) for n in names] for _, signs, _ in found])
    y = np.array([float(same) for *_, same in found])
    fold = np.array([zlib.crc32(id.encode()) % FOLDS for id, *_ in found])
    p = np.zeros(len(y))
    for k in range(FOLDS):
        w = fit(x[fold != k], y[fold != k])
        p[fold == k] = 1 / (1 + np.exp(-(x[fold == k] @ w[:-1] + w[-1])))
    print(f"{len(y)} pairs, {int(y.sum())} of one happening; cross-validated, pair by pair:")
    for least in (0.3, 0.4, 0.5):
        right = ((p >= least) & (y == 1)).sum()
        print(f"  at {least}: precision {right / max(1, (p >= least).sum()):.3f}, recall {right / y.sum():.3f}")
    w = fit(x, y)
    with open(args.out, "w", encoding="utf8") as out:
        out.write(HEAD)
        for name, weight in zip([*names, BIAS], w):
            out.write(f"{name}\t{weight:.2f}\n")


if __name__ == "__main__":
    main()
