"""PLV: sentences whose relation type is known and whose anchor is not (learned as: some word tells it), and the two actors
between whom the relation holds."""

import json

from .. import document as D
from .. import labels as L

# Of so many records one stays out of training where that is asked for; `dateline eval --only plv --part dev` measures on these.
HELD_OUT = 5


def load(path, hold_out=False):
    rows = [json.loads(l) for l in open(path, encoding="utf8")]
    if hold_out:
        rows = [r for r in rows if int(r["id"].rsplit("-", 1)[1]) % HELD_OUT]
    for r, words in zip(rows, D.split_words([r["text"] for r in rows])):
        d = D.make(r["id"], "plv", r["text"], words)
        at = d.index()
        root = r["gold_root"]
        d.root_words = tuple(L.EVENT_TAGS.index(t) for t in (("CONCEDE", "RETREAT") if root == "YIELD" else (root,)))
        actor, recipient = ([w for s, e in r[k]["spans"][:1] for w in D.words_in(at, s, e)] for k in ("source_actor", "target_actor"))
        d.frames += D.relation_frame(actor, recipient, root)
        yield d
