"""The encoder (MiniLM, 6 layers, hidden 384) and its heads."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from . import labels as L

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
PAIR = 192          # width of the frame scorer
ARC, LABEL = 256, 128


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = dropout
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x, bias):
        B, T, _ = x.shape
        q, k, v = self.qkv(x).view(B, T, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        if q.is_cuda:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        else:
            # the fused kernel's way back takes a third of a step on a CPU
            a = torch.softmax(q * (HIDDEN // HEADS) ** -0.5 @ k.transpose(-1, -2) + bias.to(q.dtype), -1) @ v
        x = self.norm1(x + self.out(a.transpose(1, 2).reshape(B, T, HIDDEN)))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), self.dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, vocab=30522, positions=512, shapes=32, dropout=0.1):
        super().__init__()
        self.dropout = dropout
        self.words = nn.Embedding(vocab, HIDDEN)
        self.positions = nn.Embedding(positions, HIDDEN)
        self.shapes = nn.Embedding(shapes, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids, shapes, mask):
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.shapes(shapes)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_minilm(self, tensors):
        """Weights of all-MiniLM-L6-v2 (safetensors dictionary); the one token type row is folded into the positions."""
        g = lambda n: tensors[n].float()
        self.words.weight.data.copy_(g("embeddings.word_embeddings.weight"))
        self.positions.weight.data.copy_(g("embeddings.position_embeddings.weight") + g("embeddings.token_type_embeddings.weight")[0])
        self.norm.weight.data.copy_(g("embeddings.LayerNorm.weight"))
        self.norm.bias.data.copy_(g("embeddings.LayerNorm.bias"))
        for i, l in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                l.qkv._parameters[part].data.copy_(torch.cat([g(f"{p}attention.self.{n}.{part}") for n in ("query", "key", "value")]))
                l.out._parameters[part].data.copy_(g(f"{p}attention.output.dense.{part}"))
                l.norm1._parameters[part].data.copy_(g(f"{p}attention.output.LayerNorm.{part}"))
                l.up._parameters[part].data.copy_(g(f"{p}intermediate.dense.{part}"))
                l.down._parameters[part].data.copy_(g(f"{p}output.dense.{part}"))
                l.norm2._parameters[part].data.copy_(g(f"{p}output.LayerNorm.{part}"))


class Heads(nn.Module):
    """Word vectors to named score matrices. Pair scorers leave their two halves here (arc_*, label_*, frame_*);
    `Pairs` joins them."""

    def __init__(self, n_lemma, n_deprel, dropout=0.2):
        super().__init__()
        self.dropout = dropout
        self.groups = nn.ModuleDict({
            "syntax": nn.Linear(HIDDEN, 256), "entity": nn.Linear(HIDDEN, 256), "voice": nn.Linear(HIDDEN, 256),
            "event": nn.Linear(HIDDEN, 384), "post": nn.Linear(HIDDEN, 128),
        })
        widths = {
            "sentence": ("syntax", 1), "upos": ("syntax", len(L.UPOS)), "lemma": ("syntax", n_lemma),
            "entity": ("entity", len(L.ENTITY_TAGS)),
            "cue": ("voice", 3), "guide_cue": ("voice", 3), "content": ("voice", 1), "source": ("voice", 1),
            "event": ("event", len(L.EVENT_TAGS)), "mode": ("event", len(L.MODE_LABELS)), "status": ("event", len(L.STATUS)),
            "historical": ("event", 1), "context": ("event", len(L.CONTEXTS)),
            "title": ("post", 3),
        }
        self.group_of = {k: g for k, (g, _) in widths.items()}
        self.final = nn.ModuleDict({k: nn.Linear(self.groups[g].out_features, n) for k, (g, n) in widths.items()})
        self.halves = nn.ModuleDict({
            "arc_dependent": nn.Linear(HIDDEN, ARC), "arc_head": nn.Linear(HIDDEN, ARC),
            "label_dependent": nn.Linear(HIDDEN, LABEL), "label_head": nn.Linear(HIDDEN, LABEL),
            "frame_anchor": nn.Linear(HIDDEN, PAIR), "frame_word": nn.Linear(HIDDEN, PAIR),
        })
        self.names = list(self.final) + list(self.halves)

    def forward(self, x):
        drop = lambda h: F.dropout(h, self.dropout, self.training)
        hidden = {k: drop(F.gelu(m(x))) for k, m in self.groups.items()}
        out = {k: m(hidden[self.group_of[k]]) for k, m in self.final.items()}
        for k, m in self.halves.items():
            out[k] = drop(F.gelu(m(x))) if k.startswith("arc") else m(x)
        return out


class Pairs(nn.Module):
    """The small layers that score pairs of words; the Rust engine applies them in f32 (heads file)."""

    def __init__(self, n_deprel):
        super().__init__()
        self.arc = nn.Parameter(torch.eye(ARC) * 0.05 + torch.randn(ARC, ARC) * 0.01)
        self.arc_root = nn.Linear(ARC, 1)
        self.arc_bias = nn.Linear(ARC, 1)
        self.arc_distance = nn.Embedding(len(L.DISTANCE_EDGES) + 1, 1)
        nn.init.zeros_(self.arc_distance.weight)
        self.label = nn.Linear(LABEL, n_deprel)
        self.label_root = nn.Parameter(torch.zeros(LABEL))
        self.distance = nn.Embedding(len(L.DISTANCE_EDGES) + 1, PAIR)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.roles = nn.ModuleDict({k: nn.Linear(PAIR, len(v)) for k, v in L.ROLES.items()})

    def arcs(self, dependent, head, buckets):
        """dependent, head [S,n,ARC], buckets [n,n] of (dependent - head): scores [S,n,n+1], column 0 is the root."""
        s = (dependent @ self.arc) @ head.transpose(-1, -2) / ARC ** 0.5
        s = s + self.arc_bias(head).transpose(-1, -2) + self.arc_distance(buckets)[..., 0]
        return torch.cat([self.arc_root(dependent), s], -1)

    def labels(self, dependent, head):
        return self.label(F.gelu(dependent + head))

    def frame(self, kind, anchor, word, bucket):
        return self.roles[kind](F.gelu(anchor + word + self.distance(bucket)))


class Model(nn.Module):
    def __init__(self, n_lemma, n_deprel, dropout=0.1):
        super().__init__()
        self.encoder = Encoder()
        self.heads = Heads(n_lemma, n_deprel)
        self.pairs = Pairs(n_deprel)
        self.dropout = dropout

    def words(self, ids, shapes, mask, word_index):
        x = self.encoder(ids, shapes, mask)
        return x.reshape(-1, HIDDEN)[word_index]

    def forward(self, ids, shapes, mask, word_index):
        x = self.words(ids, shapes, mask, word_index)
        if self.training and self.dropout:
            x = F.dropout(x, self.dropout)
        return self.heads(x)
