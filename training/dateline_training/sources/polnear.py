"""PolNeAR: attributions with source, cue and content."""

import json

from .. import document as D


def load(path):
    rows = [json.loads(l) for l in open(path, encoding="utf8")]
    for r, words in zip(rows, D.split_words([r["text"] for r in rows])):
        d = D.make(r["id"], "polnear", r["text"], words)
        at, n = d.index(), len(words)
        pieces = lambda spans: sorted({w for s, e in spans for w in D.words_in(at, s, e)})
        cues, content, source = [], [0] * n, [0] * n
        for a in r["attributions"]:
            cue, con, src = pieces(a["cue"]), pieces(a["content"]), pieces(a["source"])
            cues.append(cue)
            for w in con:
                content[w] = 1
            for w in src:
                source[w] = 1
            if cue:
                d.frames += D.attribution_frames(cue, src, con)
        d.tags["cue"], d.tags["content"], d.tags["source"] = D.bio(n, cues), content, source
        for s, e in r["discard"] + r["discuss"]:
            for w in D.words_in(at, s, e):
                for t in ("cue", "content", "source"):
                    d.tags[t][w] = -100
        yield d
