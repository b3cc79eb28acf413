"""Writes the pack that the engine loads: model.onnx (int8), pairs.safetensors (f32), model.json (labels), vocab.txt and the checksum of the four.

    python -m dateline_training.export --run work/run --out ../crates/dateline/pack
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import tempfile

import numpy as np
import onnx
import torch
import torch.nn as nn
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import save_file

from . import labels as L
from .model import HIDDEN, Model
from .sources import authored
from .train import minilm_folder
from .windows import Prepared, collate, cut
from .wordpiece import WordPiece


class Int8Embedding(nn.Module):
    """An embedding table of int8 rows, each with its own scale."""

    def __init__(self, weight):
        super().__init__()
        scale = weight.abs().amax(1).clamp(min=1e-8) / 127
        self.register_buffer("table", torch.round(weight / scale[:, None]).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids):
        return self.table[ids].float() * self.scale[ids][..., None]


class Split(nn.Module):
    """A linear layer of which the few input channels with the largest activations stay float.

    Activations are quantized with one scale for all channels; a few channels of BERT's feed-forward layers are ten to a
    hundred times the others and would leave those no precision (Dettmers et al. 2022, LLM.int8(), with fixed channels)."""

    def __init__(self, linear, channels):
        super().__init__()
        self.linear = linear
        keep = torch.ones(linear.weight.shape[1])
        keep[channels] = 0
        self.register_buffer("keep", keep)
        self.register_buffer("channels", channels)
        self.register_buffer("weight", linear.weight.data[:, channels].t().contiguous())

    def forward(self, x):
        return self.linear(x * self.keep) + x.index_select(-1, self.channels) @ self.weight


FLOAT_CHANNELS = 8
WINDOW = 480         # subwords read at once; the encoder knows 512 places
FLOAT_PRODUCT = r"/(up|down)/MatMul$"       # the products of Split that stay float


def split_outliers(model, wp):
    """Splits the feed-forward layers by the channels that are largest over our own authored passages."""
    largest = {}

    def watch(key):
        def hook(_, inputs, __):
            top = inputs[0].detach().abs().flatten(0, -2).amax(0)
            largest[key] = torch.maximum(largest[key], top) if key in largest else top
        return hook

    parts = [(layer, name) for layer in model.encoder.layers for name in ("up", "down")]
    hooks = [getattr(layer, name).register_forward_hook(watch((layer, name))) for layer, name in parts]
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "authored")
    with torch.no_grad():
        for d in list(authored.load(folder))[::8]:
            prep = Prepared(d, wp)
            for first, last in cut(prep, WINDOW):
                batch = collate([(prep, first, last)], wp)
                model.words(batch["ids"], batch["shapes"], batch["mask"], batch["word_index"])
    for h in hooks:
        h.remove()
    for layer, name in parts:
        channels = largest[(layer, name)].topk(FLOAT_CHANNELS).indices.sort().values
        setattr(layer, name, Split(getattr(layer, name), channels))


class Graph(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.encoder, self.heads = model.encoder, model.heads
        self.names = model.heads.names

    def forward(self, ids, shapes, mask, word_index):
        x = self.encoder(ids, shapes, mask).reshape(-1, HIDDEN)[word_index]
        out = self.heads(x)
        return tuple(out[n] for n in self.names)


def load(run):
    inv = json.load(open(f"{run}/inventories.json"))
    path = f"{run}/model.pt" if os.path.exists(f"{run}/model.pt") else f"{run}/last.pt"
    model = Model(len(inv["lemma"]), len(inv["deprel"]))
    model.load_state_dict(torch.load(path, map_location="cpu")["model"])
    return model.eval(), inv


def example():
    g = torch.Generator().manual_seed(0)
    ids = torch.randint(1000, 20000, (2, 24), generator=g)
    shapes = torch.randint(0, 8, (2, 24), generator=g)
    mask = torch.ones(2, 24, dtype=torch.long)
    mask[1, 18:] = 0
    index = torch.tensor([1, 2, 4, 7, 25, 30])
    return ids, shapes, mask, index


def export_onnx(model, path, dtype=torch.int32):
    graph = Graph(model).eval()
    args = tuple(a.to(dtype) for a in example())
    torch.onnx.export(
        graph, args, path, input_names=["ids", "shapes", "mask", "word_index"], output_names=graph.names,
        dynamic_axes={"ids": {0: "rows", 1: "columns"}, "shapes": {0: "rows", 1: "columns"}, "mask": {0: "rows", 1: "columns"},
                      "word_index": {0: "words"}, **{n: {0: "words"} for n in graph.names}},
        opset_version=17, dynamo=False)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--run", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--float", action="store_true", help="leave the matrix products in float, to measure what int8 costs")
    args = ap.parse_args()
    os.makedirs(args.out, exist_ok=True)
    model, inv = load(args.run)
    if not args.float:
        split_outliers(model, WordPiece(os.path.join(minilm_folder(), "vocab.txt")))
        model.encoder.words = Int8Embedding(model.encoder.words.weight.data)
    target = os.path.join(args.out, "model.onnx")
    with tempfile.TemporaryDirectory() as tmp:
        raw = os.path.join(tmp, "float.onnx")
        export_onnx(model, raw)
        if args.float:
            onnx.save(onnx.load(raw), target)
        else:
            keep = [n.name for n in onnx.load(raw).graph.node if re.search(FLOAT_PRODUCT, n.name)]
            quantize_dynamic(raw, target, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True,
                             weight_type=QuantType.QInt8, nodes_to_exclude=keep)
    save_file({k: v.contiguous().float() for k, v in model.pairs.state_dict().items()}, os.path.join(args.out, "pairs.safetensors"))
    widths = {n: (m.out_features) for part in (model.heads.final, model.heads.halves) for n, m in part.items()}
    json.dump({
        "outputs": [{"name": n, "width": widths[n]} for n in model.heads.names],
        "entity_classes": L.ENTITY_CLASSES,
        "upos": L.UPOS,
        "lemma_scripts": inv["lemma"],
        "lemma_endings": inv["endings"],
        "relations": inv["deprel"],
        "event_types": L.EVENT_TYPES,
        "modes": L.MODE_LABELS,
        "status": L.STATUS,
        "contexts": L.CONTEXTS,
        "roles": L.ROLES,
        "distance_edges": L.DISTANCE_EDGES,
    }, open(os.path.join(args.out, "model.json"), "w"), indent=1)
    shutil.copyfile(os.path.join(minilm_folder(), "vocab.txt"), os.path.join(args.out, "vocab.txt"))
    digest = hashlib.sha256()
    for name in ("model.onnx", "pairs.safetensors", "model.json", "vocab.txt"):
        data = open(os.path.join(args.out, name), "rb").read()
        digest.update(len(data).to_bytes(8, "little") + data)
    open(os.path.join(args.out, "sha256.txt"), "w").write(digest.hexdigest() + "\n")
    print(f"{target}: {os.path.getsize(target) / 1e6:.1f} MB; pack sha256 {digest.hexdigest()}")
    check(model, target)


def check(model, path):
    """How far the written graph is from PyTorch on one batch."""
    import onnxruntime as ort
    args = example()
    session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    got = session.run(None, {n: a.numpy().astype(np.int32) for n, a in zip(["ids", "shapes", "mask", "word_index"], args)})
    with torch.no_grad():
        want = Graph(model).eval()(*args)
    for n, g, w in zip(model.heads.names, got, want):
        w = w.numpy()
        print(f"  {n:16} max difference {np.abs(g - w).max():.3f} of {np.abs(w).max():.1f}")


if __name__ == "__main__":
    main()
