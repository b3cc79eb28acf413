"""A document as the trainer sees it: words with offsets, and the labels that its source gives."""

import json
import os
import subprocess
from dataclasses import dataclass, field

from . import labels as L


@dataclass
class Frame:
    """An anchor (words) and the roles that words play for it. `roles` maps word index to a label index;
    words in `ignore` carry no loss; `lo`, `hi` bound the words that are asked at all; where `asked` is given only those are."""
    kind: str
    anchor: list
    roles: dict
    ignore: set = field(default_factory=set)
    lo: int = 0
    hi: int = 1 << 30
    asked: list = None


@dataclass
class Taught:
    """What teachers think of a document (`teach.py`): `words` head -> [words, labels], `anchors` word of an event -> {head: [labels]},
    `frames` (kind, anchor, words, [words, roles]), all probabilities; and the trees and lemmas that they are sure of."""
    words: dict
    anchors: dict
    frames: list
    trees: "Trees" = None


@dataclass
class Trees:
    """Lemma scripts, heads and relations as in `Document`: lists over its words, -100 (heads: None) where unsure; its sentences."""
    lemma: list
    heads: list
    deprel: list
    sentences: list


@dataclass
class Document:
    id: str
    source: str
    text: str
    words: list                                  # [start, end) in code points
    starts: list = None                          # rough or gold sentence starts, word indexes
    # word level labels, -100 where unknown; absent keys carry no loss
    tags: dict = field(default_factory=dict)     # name -> list of int
    multi: dict = field(default_factory=dict)    # name -> {word: set of int}
    heads: list = None                           # absolute word index of the head, -1 root, None unknown
    sentences: list = None                       # gold (first, last+1) for trees
    frames: list = field(default_factory=list)
    root_words: tuple = None                     # PLV: (set of allowed event tags)
    taught: Taught = None

    def index(self):
        """Word index by code point position: for span alignment."""
        at = {}
        for i, (s, e) in enumerate(self.words):
            for p in range(s, e):
                at[p] = i
        return at


def words_in(at, start, end):
    """Indexes of the words that overlap [start, end)."""
    return sorted({at[p] for p in range(start, end) if p in at})


_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def split_words(texts):
    """The engine's own words of each text: [(start, end)] in code points (`cargo run -p xtask -- words`)."""
    binary = os.environ.get("DATELINE_XTASK", os.path.join(_ROOT, "target", "release", "xtask"))
    if not os.path.exists(binary):
        subprocess.run(["cargo", "build", "--release", "-p", "xtask"], cwd=_ROOT, check=True)
    stdin = "".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts))
    out = subprocess.run([binary, "words"], input=stdin.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    return [[tuple(w) for w in json.loads(line)["words"]] for line in out.splitlines()]


def rough_starts(text, words):
    """Word indexes where a sentence probably starts; only used to cut windows."""
    starts = []
    for i, (s, e) in enumerate(words):
        if i == 0:
            starts.append(i)
            continue
        gap = text[words[i - 1][1]:s]
        if "\n" in gap:
            starts.append(i)
        elif gap and text[words[i - 1][0]:words[i - 1][1]] in {".", "!", "?", "\"", "”", "''"} and not text[s].islower():
            starts.append(i)
    return starts


def span_tags(n, spans, classes):
    """BIOES tags for non-overlapping word spans [(words, class)]."""
    tags = [0] * n
    for ws, c in spans:
        base = 1 + 4 * classes.index(c)
        if any(tags[w] for w in ws):
            continue
        if len(ws) == 1:
            tags[ws[0]] = base + 3
        else:
            tags[ws[0]] = base
            for w in ws[1:-1]:
                tags[w] = base + 1
            tags[ws[-1]] = base + 2
    return tags


def entity_spans(tags):
    """{(first, last + 1, class)} of a sequence of ENTITY_TAGS indexes."""
    out, start = set(), None
    for i, t in enumerate(tags):
        name = L.ENTITY_TAGS[t]
        p, c = name[0], name[2:]
        if p in "BS" or p == "O" or (start and start[1] != c):
            start = None
        if p == "S":
            out.add((i, i + 1, c))
        elif p == "B":
            start = (i, c)
        elif p == "E" and start:
            out.add((start[0], i + 1, c))
            start = None
    return out


def bio(n, spans):
    tags = [0] * n
    for ws in spans:
        if not ws or any(tags[w] for w in ws):
            continue
        tags[ws[0]] = 1
        for w in ws[1:]:
            tags[w] = 2
    return tags


def attribution_frames(cue, source, content, ignore=()):
    """The frames of an attribution: the part that each word plays for its cue, and where the pieces of its content begin and end."""
    roles = {w: L.ROLES["attribution"].index("content") for w in content}
    roles.update({w: L.ROLES["attribution"].index("source") for w in source})
    for w in cue:
        roles.pop(w, None)
    said = set(content) - set(cue)
    edges = {}
    for w in said:
        first, last = w - 1 not in said, w + 1 not in said
        if first or last:
            edges[w] = L.ROLES["edge"].index("both" if first and last else "first" if first else "last")
    ignore = set(ignore)
    return [Frame("attribution", cue, roles, ignore), Frame("edge", cue, edges)]


def relation_frame(actor, recipient, root):
    """The frame of a relation of PLV's kind between two actors named by these words; none where they overlap."""
    if not actor or not recipient or set(actor) & set(recipient):
        return []
    k = L.ROLES["relation"].index("YIELD" if root in ("CONCEDE", "RETREAT") else root)
    return [Frame("relation", actor, {w: k for w in recipient}, asked=recipient)]


def make(id, source, text, words):
    d = Document(id=id, source=source, text=text, words=words)
    d.starts = rough_starts(text, words)
    return d


def role(kind, name):
    names = L.ROLES[kind]
    return names.index(name) if name in names else None
