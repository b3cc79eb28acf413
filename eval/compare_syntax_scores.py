#!/usr/bin/env python3
"""Hold dateline-eval's CoNLL 2018 metrics against those of the udtools package.

usage: compare_syntax_scores.py GOLD.conllu SCORE_TREEBANK [SEEDS]

SCORE_TREEBANK is the built example `score_treebank` of dateline-eval. For every seed the gold
trees are spoiled (heads, relations, tags, lemmas, sentence ends, joined tokens, taken-apart and
newly made multiword tokens) and both scorers judge the spoiled file. Needs `pip install udtools`.
"""
import json
import random
import subprocess
import sys
import tempfile

from udtools.udeval import evaluate, load_conllu_file

METRICS = "Tokens Sentences Words UPOS Lemmas UAS LAS CLAS BLEX".split()


def sentences(path):
    """Sentences as (comments, tokens); a token is (form, misc, words), a word a column list."""
    comments, tokens, until = [], [], 0
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if not line:
            if tokens:
                yield comments, tokens
            comments, tokens, until = [], [], 0
        elif line.startswith("#"):
            comments.append(line)
        else:
            columns = line.split("\t")
            if "." in columns[0]:
                continue
            columns[8] = "_"
            if "-" in columns[0]:
                tokens.append((columns[1], columns[9], []))
                until = int(columns[0].split("-")[1])
            elif int(columns[0]) <= until:
                tokens[-1][2].append(columns)
            else:
                tokens.append((columns[1], columns[9], [columns]))


def spoil(comments, tokens, draw):
    """A worse analysis of the same characters, as a list of sentences of tokens."""
    changed = []
    for form, misc, words in tokens:
        words = [list(word) for word in words]
        for word in words:
            if draw.random() < 0.1:
                word[2] = "x"
            if draw.random() < 0.1:
                word[3] = "X"
            if draw.random() < 0.1:
                word[7] = draw.choice(["case", "obl:tmod", "nsubj", "punct", "conj"])
        if len(words) == 1 and len(form) > 3 and draw.random() < 0.04:
            # One word more: a multiword token that is none.
            cut = draw.randint(1, len(form) - 1)
            extra = list(words[0])
            words[0][1], extra[1] = form[:cut], form[cut:]
            extra[0] = None
            words.append(extra)
        elif len(words) > 1 and draw.random() < 0.3 and "".join(w[1] for w in words) == form:
            # The words of a multiword token as tokens of their own.
            for word in words[:-1]:
                changed.append((word[1], "SpaceAfter=No", [word]))
            form, words = words[-1][1], [words[-1]]
        if changed and "SpaceAfter=No" in changed[-1][1] and draw.random() < 0.05:
            # Joined with the token before, of which the last word swallows the first of this one.
            before, _, others = changed.pop()
            others[-1][1] += words[0][1]
            form, words = before + form, others + words[1:]
        changed.append((form, misc, words))
    cut = draw.randint(1, len(changed) - 1) if len(changed) > 3 and draw.random() < 0.2 else None
    return [changed[:cut], changed[cut:]] if cut else [changed]


def number(tokens, draw):
    """CoNLL-U lines of one sentence: new ids, heads that make a tree with one root."""
    ids, heads = {}, {}
    words = [word for _, _, group in tokens for word in group]
    for position, word in enumerate(words, 1):
        if word[0] is not None:
            ids[word[0]] = position
    for position, word in enumerate(words, 1):
        head = ids.get(word[6], 0)
        if draw.random() < 0.15:
            head = draw.randint(1, len(words))
        heads[position] = head
    roots = [p for p, h in heads.items() if h == 0 or h == p]
    root = roots[0] if roots else 1
    for position in heads:
        if position in roots:
            heads[position] = 0 if position == root else root
    heads[root] = 0
    for position in heads:  # break cycles
        seen, at = set(), position
        while at and at not in seen:
            seen.add(at)
            at = heads[at]
        if at:
            heads[position] = root if position != root else 0
    lines, position = [], 0
    for form, misc, group in tokens:
        if len(group) > 1:
            lines.append("\t".join([f"{position + 1}-{position + len(group)}", form] + ["_"] * 7 + [misc]))
        for word in group:
            position += 1
            relation = "root" if heads[position] == 0 else word[7] if word[7] != "root" else "dep"
            own = misc if len(group) == 1 else "_"
            lines.append("\t".join([str(position), word[1], word[2], word[3], "_", "_", str(heads[position]), relation, "_", own]))
    return lines


def main():
    gold, scorer = sys.argv[1:3]
    worst = 0.0
    for seed in range(int(sys.argv[3]) if len(sys.argv) > 3 else 5):
        draw = random.Random(seed)
        with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf8") as spoiled:
            for comments, tokens in sentences(gold):
                for part, group in enumerate(spoil(comments, tokens, draw)):
                    if part == 0:
                        spoiled.write("".join(c + "\n" for c in comments if c.startswith(("# newdoc", "# newpar"))))
                    spoiled.write("\n".join(number(group, draw)) + "\n\n")
            spoiled.flush()
            ours = json.loads(subprocess.check_output([scorer, gold, spoiled.name]))
            theirs = evaluate(load_conllu_file(gold), load_conllu_file(spoiled.name))
        ours = {metric["name"]: metric for metric in ours}
        for name in METRICS:
            for key, other in (("precision", theirs[name].precision), ("recall", theirs[name].recall), ("value", theirs[name].f1)):
                difference = abs(ours[name][key] - other)
                worst = max(worst, difference)
                if difference > 1e-9:
                    print(f"seed {seed} {name} {key}: {ours[name][key]:.6f} here, {other:.6f} there")
        print(f"seed {seed}:", " ".join(f"{name} {ours[name]['value']:.4f}" for name in METRICS))
    print(f"greatest difference {worst:.2e}")
    sys.exit(worst > 1e-9)


if __name__ == "__main__":
    main()
