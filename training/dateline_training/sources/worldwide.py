"""English Worldwide Newswire: nine entity classes."""

import json

from .. import document as D
from .. import labels as L


def load(path):
    rows = [json.loads(l) for l in open(path, encoding="utf8")]
    for r, words in zip(rows, D.split_words([r["text"] for r in rows])):
        d = D.make(r["id"], "worldwide", r["text"], words)
        at = d.index()
        spans = [(D.words_in(at, e["start"], e["end"]), e["label"]) for e in r["entities"]]
        d.tags["entity"] = D.span_tags(len(words), [s for s in spans if s[0]], L.ENTITY_CLASSES)
        yield d
