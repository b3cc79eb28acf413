#!/usr/bin/env python3
"""Hold dateline-eval's coreference metrics against those of the official scorer of CorefUD.

usage: compare_coreference_scores.py GOLD.conllu SCORE_CHAINS COREFUD_SCORER [SEEDS]

SCORE_CHAINS is the built example `score_chains` of dateline-eval, COREFUD_SCORER a checkout of
https://github.com/ufal/corefud-scorer (needs `pip install numpy scipy udapi`). For every seed the
gold chains are spoiled (mentions lost, invented, cut short, put into other chains; chains merged
and split) and both scorers judge the spoiled file. Figures by exact spans must be the same; those
by heads may differ by 0.001, since of several mentions with the same head the official scorer
compares the phrases by words and dateline-eval by characters.
"""
import json
import logging
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict

METRICS = {"MUC": "muc", "B-cubed": "b_cubed", "CEAF-e": "ceafe"}


def documents(path):
    """Documents as lists of sentences: (lines, heads, tags, mentions as (entity, first, last))."""
    lines, heads, tags, mentions, opened = [], [], [], [], []
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        columns = line.split("\t")
        if line.startswith("# newdoc") and "id" in line:
            document = []
            yield document
        if not line:
            if heads:
                document.append((lines, heads, tags, mentions))
            lines, heads, tags, mentions, opened = [], [], [], [], []
            continue
        if columns[0].isdigit():
            word = len(heads)
            heads.append(int(columns[6]) - 1)
            tags.append(columns[3])
            for marks in re.findall(r"(?:^|\|)Entity=([^|]*)", columns[9]):
                for begin, entity, end in re.findall(r"(\(?)(\w+)[^()]*(\)?)", marks):
                    if begin:
                        opened.append((entity, word))
                    if end:
                        at = max(n for n, (name, _) in enumerate(opened) if name == entity)
                        mentions.append((entity, opened.pop(at)[1], word))
        if "." not in columns[0]:
            lines.append(line)


def head(heads, tags, first, last):
    """Position in the mention of its head, counted from 1."""
    tops = [w for w in range(first, last + 1) if not first <= heads[w] <= last]
    tops.sort(key=lambda w: (tags[w] == "PUNCT", w))
    return tops[0] - first + 1


def spoil(sentences, draw):
    """Other mentions of every sentence of a document."""
    entities = sorted({m[0] for _, _, _, mentions in sentences for m in mentions})
    renamed = {}
    for entity in entities:
        if draw.random() < 0.1:
            renamed[entity] = draw.choice(entities)
    split = {entity for entity in entities if draw.random() < 0.1}
    for _, heads, _, mentions in sentences:
        changed = set()
        for entity, first, last in mentions:
            if draw.random() < 0.15:
                continue
            if draw.random() < 0.1:
                entity = draw.choice(entities)
            if entity in split and draw.random() < 0.5:
                entity += "x"
            if draw.random() < 0.15:
                first = draw.randint(first, last)
            if draw.random() < 0.15:
                last = draw.randint(first, last)
            changed.add((renamed.get(entity, entity), first, last))
        for _ in range(draw.randint(0, 2)):
            first = draw.randrange(len(heads))
            last = min(len(heads) - 1, first + draw.randint(0, 3))
            changed.add((draw.choice(entities), first, last) if entities else ("n", first, last))
        yield without_crossing(sorted(changed))


def without_crossing(mentions):
    """The mentions without those that cross one of their entity: the marks cannot tell these apart.
    Of mentions with the same words only one is kept: the official scorer mixes their entities up."""
    kept = []
    for entity, first, last in mentions:
        same_words = any((a, b) == (first, last) for _, a, b in kept)
        crossing = any(
            name == entity and (a < first <= b < last or first < a <= last < b or first == b or a == last)
            for name, a, b in kept
        )
        if not same_words and not crossing:
            kept.append((entity, first, last))
    return kept


def write(file, all_sentences, all_mentions):
    for number, (sentences, of_sentences) in enumerate(zip(all_sentences, all_mentions)):
        for position, ((lines, heads, tags, _), mentions) in enumerate(zip(sentences, of_sentences)):
            marks = defaultdict(list)
            for entity, first, last in sorted(mentions, key=lambda m: m[1] - m[2]):
                name = f"d{number}e{entity}"
                begin = f"({name}-x-{head(heads, tags, first, last)}"
                marks[first].append(begin + (")" if first == last else ""))
            for entity, first, last in sorted(mentions, key=lambda m: m[2] - m[1]):
                if first != last:
                    marks[last].insert(0, f"d{number}e{entity})")
            for line in lines:
                columns = line.split("\t")
                if line.startswith("# newdoc"):
                    file.write(line + "\n# global.Entity = eid-etype-head\n")
                elif line.startswith(("# newpar =", "# sent_id")) or line == "# newpar":
                    file.write(line + "\n")
                elif len(columns) == 10:
                    misc = ["SpaceAfter=No"] if "SpaceAfter=No" in columns[9].split("|") else []
                    own = marks.get(int(columns[0]) - 1) if columns[0].isdigit() else None
                    if own:
                        misc.append("Entity=" + "".join(reversed_closings(own)))
                    columns[8:] = ["_", "|".join(misc) or "_"]
                    file.write("\t".join(columns) + "\n")
            file.write("\n")
    file.flush()


def reversed_closings(marks):
    """Closings, shortest mention first, then openings, longest first."""
    closings = [mark for mark in marks if not mark.startswith("(")]
    return closings[::-1] + [mark for mark in marks if mark.startswith("(")]


def official(key, response, match):
    from scorer.corefud.reader import CorefUDReader
    from scorer.eval import evaluator

    reader = CorefUDReader(match=match, keep_zeros=True, zero_match_method="dependent")
    reader.get_coref_infos(key, response)
    metrics = ((name, getattr(evaluator, function)) for name, function in METRICS.items())
    scores = {name: evaluator.evaluate_documents(reader.doc_coref_infos, metric) for name, metric in metrics}
    return scores, sum(f1 for _, _, f1 in scores.values()) / 3


def main():
    gold, ours, checkout = sys.argv[1:4]
    sys.path.insert(0, checkout)
    logging.disable(logging.WARNING)
    all_sentences = list(documents(gold))
    worst = {"exact spans": 0.0, "heads": 0.0}
    for seed in range(int(sys.argv[4]) if len(sys.argv) > 4 else 5):
        draw = random.Random(seed)
        with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf8") as key, \
                tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf8") as response:
            write(key, all_sentences, [[without_crossing(s[3]) for s in d] for d in all_sentences])
            write(response, all_sentences, [list(spoil(d, draw)) for d in all_sentences])
            figures = {m["name"]: m for m in json.loads(subprocess.check_output([ours, key.name, response.name]))}
            by_head, mean_by_head = official(key.name, response.name, "head")
            _, mean_by_span = official(key.name, response.name, "exact")
        pairs = [("CoNLL F1", "value", mean_by_head), ("CoNLL F1, exact spans", "value", mean_by_span)]
        for name, (recall, precision, f1) in by_head.items():
            pairs += [(name, "recall", recall), (name, "precision", precision), (name, "value", f1)]
        for name, kind, other in pairs:
            difference = abs(figures[name][kind] - other)
            match = "exact spans" if name.endswith("exact spans") else "heads"
            worst[match] = max(worst[match], difference)
            if difference > 1e-9:
                print(f"seed {seed} {name} {kind}: {figures[name][kind]:.6f} here, {other:.6f} there")
        print(f"seed {seed}:", " ".join(f"{name} {figures[name]['value']:.4f}" for name in figures))
    for match, difference in worst.items():
        print(f"greatest difference by {match} {difference:.2e}")
    sys.exit(worst["exact spans"] > 1e-9 or worst["heads"] > 1e-3)


if __name__ == "__main__":
    main()
