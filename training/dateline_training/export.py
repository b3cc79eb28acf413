"""Writes the pack that the engine loads: model.onnx (int8), pairs.safetensors (f32), model.json (labels), vocab.txt and the checksum of the four.

    python -m dateline_training.export --run work/run --out ../crates/dateline/pack
"""

import argparse
import hashlib
import json
import os
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
from .train import minilm_folder


class Int8Embedding(nn.Module):
    """An embedding table of int8 rows, each with its own scale."""

    def __init__(self, weight):
        super().__init__()
        scale = weight.abs().amax(1).clamp(min=1e-8) / 127
        self.register_buffer("table", torch.round(weight / scale[:, None]).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids):
        return self.table[ids].float() * self.scale[ids][..., None]


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
        model.encoder.words = Int8Embedding(model.encoder.words.weight.data)
    target = os.path.join(args.out, "model.onnx")
    with tempfile.TemporaryDirectory() as tmp:
        raw = os.path.join(tmp, "float.onnx")
        export_onnx(model, raw)
        if args.float:
            onnx.save(onnx.load(raw), target)
        else:
            quantize_dynamic(raw, target, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True,
                             weight_type=QuantType.QInt8)
    save_file({k: v.contiguous().float() for k, v in model.pairs.state_dict().items()}, os.path.join(args.out, "pairs.safetensors"))
    widths = {n: (m.out_features) for part in (model.heads.final, model.heads.halves) for n, m in part.items()}
    json.dump({
        "outputs": [{"name": n, "width": widths[n]} for n in model.heads.names],
        "entity_classes": L.ENTITY_CLASSES,
        "upos": L.UPOS,
        "lemma_scripts": inv["lemma"],
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
