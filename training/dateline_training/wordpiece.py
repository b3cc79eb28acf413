"""Subwords and shapes of words; the Rust engine does the same in crates/dateline/src/encode."""

import unicodedata
from functools import lru_cache

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

N_SHAPES = 32
STARTS_PARAGRAPH, GLUED = 8, 16


def shape(word):
    """0 no letters or digits, 1 lower, 2 Capitalised, 3 ALL CAPS (two letters or more), 4 one capital letter,
    5 mixed, 6 digits only, 7 digits and letters."""
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    if not letters:
        return 6 if digits else 0
    if digits:
        return 7
    if all(not c.isupper() for c in letters):
        return 1
    if all(c.isupper() for c in letters):
        return 3 if len(letters) > 1 else 4
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return 2
    return 5


class WordPiece:
    def __init__(self, vocab_file):
        vocab = {l.rstrip("\n"): i for i, l in enumerate(open(vocab_file, encoding="utf8"))}
        self.vocab = vocab
        self.cls, self.sep, self.pad, self.mask, self.unk = (vocab[f"[{n}]"] for n in ("CLS", "SEP", "PAD", "MASK", "UNK"))
        self._tok = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=100))
        self._tok.normalizer = normalizers.BertNormalizer(lowercase=True)
        self._tok.pre_tokenizer = pre_tokenizers.BertPreTokenizer()

    @lru_cache(maxsize=400_000)
    def pieces(self, word):
        """Subword ids of one word; never empty."""
        ids = self._tok.encode(word, add_special_tokens=False).ids
        return tuple(ids) if ids else (self.unk,)
