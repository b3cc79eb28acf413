"""Scores of the float model on fixed sentences, for the engine's test that its int8 path agrees with it.

    python -m dateline_training.agreement --run work/run --out ../crates/dateline/tests/agreement/float.json
"""

import argparse
import json
import os

import torch

from .document import make, split_words
from .export import load
from .train import minilm_folder
from .windows import Prepared, collate
from .wordpiece import WordPiece

TEXTS = [
    "Rebels shelled the market in Dakora on Friday, killing at least 12 people, the provincial governor said.",
    "\"We never ordered the arrests,\" Interior Minister Tomas Reller told reporters in Vienna. He accused the opposition of lying.",
    "Thousands of nurses marched through Lagos to demand better pay; the government has rejected talks with their union.",
    "According to a U.N. report, the navy's chief will visit Manila next week and may sign an accord with the Philippines.",
]
COLUMNS = 8


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--run", required=True)
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    model, _ = load(args.run)
    wp = WordPiece(os.path.join(minilm_folder(), "vocab.txt"))
    cases = []
    for text, words in zip(TEXTS, split_words(TEXTS)):
        batch = collate([(Prepared(make("", "", text, words), wp), 0, len(words))], wp)
        with torch.no_grad():
            out = model(batch["ids"], batch["shapes"], batch["mask"], batch["word_index"])
        cases.append({"text": text, "heads": {
            n: {"best": out[n].argmax(-1).tolist(), "scores": [[round(x, 3) for x in row[:COLUMNS]] for row in out[n].tolist()]}
            for n in model.heads.names}})
    os.makedirs(os.path.dirname(args.out), exist_ok=True)
    json.dump(cases, open(args.out, "w"))


if __name__ == "__main__":
    main()
