#!/usr/bin/env python3
"""Fetches public training data and lays it out as the trainer reads it.

    python training/fetch.py --out DIR

Needs git and Python 3.9 or newer, nothing else. Training and development parts only: of each repository the named files
are asked for at a fixed commit, so test parts never reach the machine. What cannot be converted yet is listed at the end.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass


@dataclass(frozen=True)
class Treebank:
    """A Universal Dependencies treebank: what is fetched, and how many sentences its publisher counts."""
    source: str
    repository: str
    commit: str
    files: dict         # part -> file in the repository
    sentences: dict     # part -> sentences


TREEBANKS = [
    Treebank("ewt", "UniversalDependencies/UD_English-EWT", "15d613d8447b",
             {"train": "en_ewt-ud-train.conllu", "dev": "en_ewt-ud-dev.conllu"}, {"train": 12544, "dev": 2001}),
    Treebank("gum", "UniversalDependencies/UD_English-GUM", "afb41ee9bca5",
             {"train": "en_gum-ud-train.conllu", "dev": "en_gum-ud-dev.conllu"}, {"train": 10224, "dev": 1575}),
]

# Licence of GUM's texts by genre, as amir-zeldes/gum states it at commit 72ce5ac14978, and what it lets weights be.
# The trainer leaves out documents of the class non-commercial.
GUM_LICENCES = {
    "academic": ("CC BY 4.0", "attribution"),
    "bio": ("CC BY-SA 3.0 (Wikipedia)", "share-alike"),
    "conversation": ("CC BY (Santa Barbara Corpus)", "attribution"),
    "court": ("CC BY 4.0", "attribution"),
    "essay": ("CC BY-NC-SA 4.0", "non-commercial"),
    "fiction": ("CC BY-NC-SA 3.0", "non-commercial"),
    "interview": ("CC BY 2.5 (Wikinews)", "attribution"),
    "letter": ("CC BY-NC-SA 4.0", "non-commercial"),
    "news": ("CC BY 2.5 (Wikinews)", "attribution"),
    "podcast": ("CC BY-NC-SA 4.0", "non-commercial"),
    "speech": ("public domain", "attribution"),
    "textbook": ("CC BY (OpenStax)", "attribution"),
    "vlog": ("CC BY (YouTube)", "attribution"),
    "voyage": ("CC BY-SA 3.0 (Wikivoyage)", "share-alike"),
    "whow": ("CC BY-NC-SA 3.0 (wikiHow)", "non-commercial"),
}

# Sources whose conversion from the publisher's form is not written: (name in --sources, repository @ commit, the
# files that the trainer would read).
NOT_CONVERTED = [
    ("worldwide", "stanfordnlp/en-worldwide-newswire @ e082527b86d9", "entities/worldwide/{train,dev}.jsonl"),
    ("polnear", "networkdynamics/PolNeAR @ c3eee833c035", "attribution/polnear/{train,dev}.jsonl"),
    ("ewt (roles)", "propbank/propbank-release @ 4abade0b53ce", "roles/propbank_ewt/{train,dev}.jsonl"),
    ("plv", "snowood1/Zero-Shot-PLOVER @ d2d0b0ad3825", "events/plv/plv_train.jsonl"),
]


class Failure(Exception):
    """What went wrong, for a person."""


def git(*arguments):
    """Standard output of a git command, as bytes."""
    try:
        done = subprocess.run(["git", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except FileNotFoundError:
        raise Failure("git is not installed, or not on the path") from None
    if done.returncode:
        raise Failure(f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def fetch(bank, base, folder, scratch):
    """Writes the parts of a treebank into `folder`."""
    address = f"{base.rstrip('/')}/{bank.repository}"
    clone = os.path.join(scratch, bank.source)
    print(f"{bank.source}: {address} @ {bank.commit}", flush=True)
    # Without blobs: contents of files come when `git show` asks for them, and only those.
    git("clone", "--quiet", "--bare", "--filter=blob:none", address, clone)
    try:
        commit = git("-C", clone, "rev-parse", "--verify", "--quiet", f"{bank.commit}^{{commit}}").decode().strip()
    except Failure:
        raise Failure(f"{address}: commit {bank.commit} is not in any of its branches") from None
    os.makedirs(folder, exist_ok=True)
    for part, name in bank.files.items():
        content = git("-C", clone, "show", f"{commit}:{name}")
        found = sum(line.startswith(b"# sent_id") for line in content.splitlines())
        if found != bank.sentences[part]:
            raise Failure(f"{address}: {name} has {found} sentences and should have {bank.sentences[part]}")
        path = os.path.join(folder, f"{part}.conllu")
        with open(path + ".part", "wb") as out:
            out.write(content)
        os.replace(path + ".part", path)
        print(f"  {path}: {found} sentences", flush=True)


def documents(path):
    """Yields [document, sentences, words] of a CoNLL-U file."""
    current = None
    with open(path, encoding="utf8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if current:
                    yield current
                current = [line.split("=", 1)[1].strip(), 0, 0]
            elif current and line.startswith("# sent_id"):
                current[1] += 1
            elif current and line.split("\t", 1)[0].isdigit():
                current[2] += 1
    if current:
        yield current


def write_gum_licences(folder):
    """Writes documents.tsv: the licence of each GUM document, by which the trainer chooses."""
    rows = []
    for part in ("train", "dev"):
        path = os.path.join(folder, f"{part}.conllu")
        for name, sentences, words in documents(path):
            genre = name.split("_")[1] if name.count("_") > 1 else ""
            if genre not in GUM_LICENCES:
                raise Failure(f"{path}: {name} is of a genre whose licence is not known here")
            rows.append([name, part, genre, sentences, words, *GUM_LICENCES[genre]])
    path = os.path.join(folder, "documents.tsv")
    with open(path, "w", encoding="utf8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(["document", "split", "genre", "sentences", "words", "text_licence", "licence_class"])
        writer.writerows(rows)
    print(f"  {path}: {len(rows)} documents", flush=True)


def main():
    ap = argparse.ArgumentParser(description="Fetches public training data and lays it out as the trainer reads it.")
    ap.add_argument("--out", required=True, metavar="DIR", help="folder to write to; the trainer's --data")
    ap.add_argument("--base", default="https://github.com", metavar="ADDRESS", help="where the repositories lie, if not there")
    args = ap.parse_args()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for bank in TREEBANKS:
                fetch(bank, args.base, os.path.join(args.out, "syntax", bank.source), scratch)
        write_gum_licences(os.path.join(args.out, "syntax", "gum"))
    except (Failure, OSError) as e:
        print(f"fetch.py: {e}", file=sys.stderr)
        return 1
    print("\nNot fetched, because their conversion from the publisher's form is not written yet:")
    for name, repository, files in NOT_CONVERTED:
        print(f"  {name:12} {repository}\n  {'':12} would be {files}")
    print("\nThe trainer runs without them: --sources ewt,gum,authored (and gold, for who has the annotated reports).\n"
          "The heads that only they teach then stay untrained, those for names and for cues of speech among them;\n"
          "training/README.md tells which.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
