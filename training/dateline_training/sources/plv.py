"""PLV: sentences whose relation type is known and whose anchor is not (learned as: some word tells it)."""

import json

from .. import document as D
from .. import labels as L


def load(path):
    rows = [json.loads(l) for l in open(path, encoding="utf8")]
    for r, words in zip(rows, D.split_words([r["text"] for r in rows])):
        d = D.make(r["id"], "plv", r["text"], words)
        root = r["gold_root"]
        d.root_words = tuple(L.EVENT_TAGS.index(t) for t in (("CONCEDE", "RETREAT") if root == "YIELD" else (root,)))
        yield d
