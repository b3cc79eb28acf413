"""Weights of the signs by which words of two reports tell of one event.

    python -m dateline_training.incidents --records RECORDS.jsonl --mentions ECB/train.jsonl \\
        --signs ../crates/dateline-merge/lexicon/signs.tsv [--dev-records R --dev-mentions M]

`RECORDS.jsonl` is what `dateline read --format jsonl` makes of the documents. The program itself shows the signs
(`xtask incident-signs`), ECB+ which mentions are of one event. Logistic regression with a small penalty, fitted by Newton's
method; a pair counts by the geometric mean of one over the sizes of its two chains, so that no long chain decides for all.
Signs that ECB+ hardly shows keep the weights that their lines carry with the source `report`: those of the same signs
within one report (happenings.py).
"""

import argparse
import json
import os
import subprocess
from collections import Counter, defaultdict

import numpy as np

PENALTY = 1.0
FOLDS = 5
BIAS = "(any two)"
LEAST = np.arange(0.1, 0.5, 0.025)


def stories(records, mentions):
    """Names of the signs; for each story its topic, the chains of its mentions, its pairs and their signs."""
    binary = os.environ.get("DATELINE_XTASK", "../target/release/xtask")
    out = subprocess.run([binary, "incident-signs", records, mentions], stdout=subprocess.PIPE, check=True).stdout
    names, *lines = (json.loads(line) for line in out.splitlines())
    told = []
    for line in lines:
        index = np.array([pair[:2] for pair in line["pairs"]], int).reshape(-1, 2)
        signs = np.array([pair[2] for pair in line["pairs"]], float).reshape(-1, len(names))
        told.append((line["topic"], line["clusters"], index, signs))
    return names, told


def table(told):
    """Signs, whether of one event, and weight of every pair."""
    rows, same, weight = [], [], []
    for _, clusters, index, signs in told:
        size = Counter(clusters)
        rows.append(signs)
        same += [clusters[i] == clusters[j] for i, j in index]
        weight += [(size[clusters[i]] * size[clusters[j]]) ** -0.5 for i, j in index]
    return np.concatenate(rows), np.array(same, float), np.array(weight)


def fit(signs, same, weight, offset):
    """Weights of the signs, the last one that of any two; `offset` is what is given beforehand."""
    x = np.hstack([signs, np.ones((len(signs), 1))])
    penalty = np.diag([PENALTY] * signs.shape[1] + [0.0])
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-(x @ w + offset)))
        gradient = x.T @ (weight * (same - p)) - penalty @ w
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + penalty, gradient)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return w


def average_link(count, index, probability, least):
    """A number of its group for each mention."""
    from scipy.cluster.hierarchy import fcluster, linkage

    if count < 2:
        return [0] * count
    # index runs (0,1), (0,2), (1,2), … ; linkage wants the rows of the upper triangle
    apart = np.zeros((count, count))
    apart[index[:, 0], index[:, 1]] = 1 - probability
    tree = linkage(apart[np.triu_indices(count, 1)], "average")
    return fcluster(tree, 1 - least, "distance")


def conll(gold, given):
    """Mean F1 of MUC, B-cubed and CEAF-e of two lists of labels."""
    from scipy.optimize import linear_sum_assignment

    g, p = defaultdict(set), defaultdict(set)
    for mention, (a, b) in enumerate(zip(gold, given)):
        g[a].add(mention)
        p[b].add(mention)

    def f1(right, of, given):
        return 2 * right[0] / of * right[1] / given / (right[0] / of + right[1] / given) if right[0] and right[1] else 0.0

    def links(chains, label):
        return sum(len(c) - len({label[m] for m in c}) for c in chains.values())

    muc = f1((links(g, given), links(p, gold)), sum(len(c) - 1 for c in g.values()) or 1, sum(len(c) - 1 for c in p.values()) or 1)
    shared = [len(g[a] & p[b]) for a, b in zip(gold, given)]
    b3 = f1((sum(s / len(g[a]) for s, a in zip(shared, gold)), sum(s / len(p[b]) for s, b in zip(shared, given))), len(gold), len(gold))
    rows, columns = list(g.values()), {label: i for i, label in enumerate(p)}
    likeness = np.zeros((len(g), len(p)))
    for i, chain in enumerate(rows):
        for label in {given[m] for m in chain}:
            likeness[i, columns[label]] = 2 * len(chain & p[label]) / (len(chain) + len(p[label]))
    best = likeness[linear_sum_assignment(-likeness)].sum()
    return (muc + b3 + f1((best, best), len(g), len(p))) / 3


def figures(told, probabilities):
    """CoNLL F1 for each threshold."""
    out = {}
    for least in LEAST:
        gold, given = [], []
        for number, ((_, clusters, index, _), probability) in enumerate(zip(told, probabilities)):
            gold += clusters
            given += [(number, label) for label in average_link(len(clusters), index, probability, least)]
        out[round(float(least), 3)] = round(float(conll(gold, given)), 4)
    return out


def main():
    parser = argparse.ArgumentParser()
    for name in ("--records", "--mentions", "--signs"):
        parser.add_argument(name, required=True)
    parser.add_argument("--dev-records")
    parser.add_argument("--dev-mentions")
    arguments = parser.parse_args()
    names, told = stories(arguments.records, arguments.mentions)
    lines = open(arguments.signs, encoding="utf-8").read().splitlines()
    head = [line for line in lines if line.startswith("#")]
    kept = {n: float(w) for n, w, source in (line.split("\t") for line in lines if not line.startswith("#")) if source == "report"}
    free = [i for i, name in enumerate(names) if name not in kept]
    given = np.array([kept.get(name, 0.0) for name in names])

    def learn(some):
        signs, same, weight = table(some)
        return fit(signs[:, free], same, weight, signs @ given)

    def judge(w, some):
        return [1 / (1 + np.exp(-(signs[:, free] @ w[:-1] + w[-1] + signs @ given))) for *_, signs in some]

    topics = sorted({t for t, *_ in told})
    held_out = [None] * len(told)
    for fold in range(FOLDS):
        out = [i for i, (t, *_) in enumerate(told) if topics.index(t) % FOLDS == fold]
        w = learn([s for i, s in enumerate(told) if i not in out])
        for i, probability in zip(out, judge(w, [told[i] for i in out])):
            held_out[i] = probability
    print("cross-validated", figures(told, held_out))
    w = learn(told)
    if arguments.dev_records:
        dev = stories(arguments.dev_records, arguments.dev_mentions)[1]
        print("dev", figures(dev, judge(w, dev)))
    fitted = {names[i]: weight for i, weight in zip(free, w)} | {BIAS: w[-1]}
    with open(arguments.signs, "w", encoding="utf-8") as out:
        for line in head:
            out.write(line + "\n")
        for name in [*names, BIAS]:
            source = "report" if name in kept else "ecb"
            out.write(f"{name}\t{kept.get(name, fitted.get(name)):.2f}\t{source}\n")


if __name__ == "__main__":
    main()
