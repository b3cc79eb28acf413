#!/usr/bin/env python3
"""Hold dateline-eval's scores of whole records against those of an independent scorer.

usage: compare_gold_scores.py GOLD_DIR SCORE_RECORDS SCORE_GOLD.py [SEEDS]

SCORE_RECORDS is the built example `score_records` of dateline-eval, SCORE_GOLD.py the other
scorer (`GOLD_DIR RECORDS.jsonl --json`). For every seed, records are made from the annotations
with mistakes of every kind, and the figures of both scorers are compared to three digits.
"""
import glob
import json
import random
import subprocess
import sys
import tempfile

# Names here: of the figures of dateline-eval and of the other scorer.
F1 = {
    "attribution": "attribution",
    "attribution with source": "attribution_with_source",
    "posts": "posts",
    "events": "events",
    "actors": "actors",
    "recipients": "recipients",
    "modes": "modes",
    "quantities": "quantities",
    "facts": "facts",
}
SHARES = {
    "attribution source": "attribution_source_acc",
    "attribution kind": "attribution_kind_acc",
    "direct quote recall": "direct_quote_recall",
    "post organization": "post_org_acc",
    "place": "place_acc",
    "time": "time_acc",
    "status": "status_acc",
    "voice": "voice_acc",
    "voice or none": "voice_bin_acc",
}
TYPES = "ASSAULT COERCE ACCUSE AGREE CONSULT SUPPORT REQUEST JUDGE".split()
ENTITY_TYPES = "person organization group place facility product work event other".split()
STATUS = "actual ongoing future hypothetical negated".split()


class Spoiler:
    """Makes one record with mistakes from one annotated report."""

    def __init__(self, gold, draw):
        self.gold, self.draw, self.text = gold, draw, gold["text"]
        self.ids = {e["id"]: f"e{n}" for n, e in enumerate(gold["entities"], 1)}
        self.voices = {a["id"]: f"a{n}" for n, a in enumerate(gold["attributions"], 1)}

    def chance(self, share):
        return self.draw.random() < share

    def span(self, span):
        """The span, sometimes moved or cut."""
        start, end = span["start"], span["end"]
        if self.chance(0.3):
            start += self.draw.randint(-8, 8)
            end += self.draw.randint(-8, 25)
        start = max(0, min(start, len(self.text) - 1))
        return {"start": start, "end": max(start + 1, min(end, len(self.text)))}

    def entity(self, gold):
        """The id of the entity or sometimes of another, None for None."""
        if gold is None or self.chance(0.05):
            return None
        return self.draw.choice(list(self.ids.values())) if self.chance(0.15) else self.ids.get(gold, "e999")

    def entities(self):
        for e in self.gold["entities"]:
            name = e["name"]
            if name and self.chance(0.2):
                name = self.draw.choice([name.split()[-1], name + "'s", "the " + name, "Zorg", None])
            mentions = [dict(self.span(m), form=self.draw.choice(["name", "nominal", "pronoun"])) for m in e["mentions"]]
            yield {
                "id": self.ids[e["id"]],
                "type": self.draw.choice(ENTITY_TYPES) if self.chance(0.1) else e["type"],
                "name": name,
                "description": e.get("description"),
                "mentions": mentions if self.chance(0.8) else [],
                "country": e.get("country"),
                "sector": [],
                "members": [],
                "place": None,
                "labels": [],
            }

    def relations(self):
        for n, p in enumerate(self.gold["posts"], 1):
            if self.chance(0.15):
                continue
            for copy in range(2 if self.chance(0.1) else 1):
                title = self.draw.choice(["chief of staff", "the"]) if self.chance(0.1) else p["title"]
                yield {
                    "id": f"r{2 * n + copy}",
                    "type": self.draw.choice(["member_of", "deputy_of", "represents", "based_in", "part_of"]) if self.chance(0.2) else "holds_post",
                    "subject": self.entity(p["person"]) or "e1",
                    "object": self.entity(p["organization"]),
                    "title": title,
                    "former": False,
                    "evidence": [self.span(p["span"])],
                    "voice": [],
                    "confidence": 1.0,
                }

    def attributions(self):
        for a in self.gold["attributions"]:
            if self.chance(0.15):
                continue
            content = [self.span(s) for s in a["content_spans"]]
            if self.chance(0.2):
                middle = (content[0]["start"] + content[0]["end"]) // 2
                content[0] = {"start": min(middle, content[0]["end"] - 1), "end": content[0]["end"]}
            yield {
                "id": self.voices[a["id"]],
                "kind": self.draw.choice(["direct", "indirect", "mixed"]) if self.chance(0.1) else a["kind"],
                "source": self.entity(a["source"]) if a["source"] or self.chance(0.7) else "e1",
                "source_span": None if not a["source_span"] or self.chance(0.2) else self.span(a["source_span"]),
                "cue": None,
                "content": content,
                "act": "say",
                "time": None,
                "place": None,
                "voice": [],
                "confidence": 1.0,
            }

    def time(self, time):
        if self.chance(0.2):
            return self.draw.choice([None, "2020-01-06", "2016", "2016-09"])
        if time and self.chance(0.3):
            return self.draw.choice([time + "~", time[:7], time[:4], time + "/2020-01-08", time + "?~"])
        return time

    def events(self):
        number = 0
        for e in self.gold["events"]:
            if self.chance(0.25):
                continue
            for _ in range(2 if self.chance(0.15) else 1):
                number += 1
                anchor = self.span(e["span"])
                part = lambda x: {"entity": x, "span": anchor}
                people = lambda ids: [part(x) for x in map(self.entity, ids + (ids[:1] if self.chance(0.1) else [])) if x]
                place, voice = self.entity(e["place"]), [self.voices[v] for v in e["voice"] if v in self.voices]
                if self.chance(0.1):
                    voice = [self.draw.choice(list(self.voices.values()) or ["a1"])] if not voice else []
                modes = list(e["modes"]) + (["aerial"] if self.chance(0.1) else [])
                quantities = [
                    {"kind": q["kind"], "low": q["low"] if self.chance(0.8) else 7, "high": None, "approximate": False, "unit": None, "span": anchor}
                    for q in e["quantities"]
                ]
                time = self.time(e["time"])
                yield {
                    "id": f"v{number}",
                    "type": self.draw.choice(TYPES) if self.chance(0.25) else e["type"],
                    "modes": modes if self.chance(0.9) else [],
                    "contexts": [],
                    "cameo": None,
                    "anchor": anchor,
                    "actors": people(e["actors"]),
                    "recipients": people(e["recipients"]),
                    "place": place and part(place),
                    "time": None if time is None and self.chance(0.5) else {"id": None, "value": time},
                    "quantities": quantities,
                    "status": self.draw.choice(STATUS) if self.chance(0.2) else e["status"],
                    "historical": False,
                    "happening": None,
                    "voice": voice,
                    "score": None,
                    "evidence": [anchor],
                    "confidence": 1.0,
                }

    def record(self):
        empty = "publisher url title published published_source dateline language".split()
        return {
            "schema": "1",
            "engine": "spoiled",
            "model": None,
            "report": dict({key: None for key in empty}, id=self.gold["id"], authors=[]),
            "text": self.text,
            "sentences": [],
            "entities": list(self.entities()),
            "relations": list(self.relations()),
            "times": [],
            "attributions": list(self.attributions()),
            "events": list(self.events()),
        }


def main():
    folder, ours_path, theirs_path = sys.argv[1:4]
    gold = [json.load(open(path, encoding="utf8")) for path in sorted(glob.glob(folder + "/*.json"))]
    wrong = 0
    for seed in range(int(sys.argv[4]) if len(sys.argv) > 4 else 10):
        draw = random.Random(seed)
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as records:
            for report in gold:
                if draw.random() > 0.03:
                    records.write(json.dumps(Spoiler(report, draw).record(), ensure_ascii=False) + "\n")
            records.flush()
            ours = json.loads(subprocess.check_output([ours_path, folder, records.name]))["all"]
            theirs = subprocess.check_output([sys.executable, theirs_path, folder, records.name, "--json"])
            theirs = json.loads(theirs.decode().strip().splitlines()[-1])
        ours = {metric["name"]: metric for metric in ours}
        pairs = [("no record", ours["reports without record"]["value"], theirs["no_record"])]
        for name, other in F1.items():
            for mine, its in zip("value precision recall gold predicted".split(), "f1 p r gold pred".split()):
                pairs.append((f"{name} {mine}", ours[name][mine], theirs[other][its]))
        for name, other in SHARES.items():
            pairs.append((name, ours[name]["value"], theirs[other]))
        for name, mine, its in pairs:
            if abs(mine - its) > 0.0005 + 1e-9:
                wrong += 1
                print(f"seed {seed} {name}: {mine} here, {its} there")
        print(f"seed {seed}: {len(pairs)} figures compared;", " ".join(f"{n} {ours[n]['value']:.3f}" for n in F1))
    print(f"{wrong} figures differ")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
