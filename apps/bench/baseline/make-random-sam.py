"""Write a SAM checkpoint of random weights with the names and shapes of the published files.

For tests and benchmarks that need real sizes, not real masks. The tensors are listed here instead of
taken from a network, so that no network is built and memory stays at the size of the file
(ViT-B 375 MB, ViT-L 1.25 GB, ViT-H 2.56 GB). Needs torch and nothing else.

    python3 make-random-sam.py --model vit_h --out vit_h_random.pt [--seed 0]
    python3 make-random-sam.py --model vit_h --list        # names and shapes, nothing is made

Values have a scale at which activations stay near 1; position tables are not zero.
"""
import argparse
import collections
import math
import sys

import torch

ENCODERS = {
    "vit_b": dict(dim=768, depth=12, heads=12, global_blocks=(2, 5, 8, 11)),
    "vit_l": dict(dim=1024, depth=24, heads=16, global_blocks=(5, 11, 17, 23)),
    "vit_h": dict(dim=1280, depth=32, heads=16, global_blocks=(7, 15, 23, 31)),
}
SIDE, WINDOW, PATCH = 64, 14, 16  # tokens a side, window, pixels a token
PROMPT, MLP, MASKS = 256, 2048, 4
TABLES = ("prompt_encoder.point_embeddings", "prompt_encoder.not_a_point_embed", "prompt_encoder.no_mask_embed",
          "mask_decoder.iou_token", "mask_decoder.mask_tokens")


def affine(name, out, *rest, bias=True):
    yield name + ".weight", (out,) + rest
    if bias:
        yield name + ".bias", (out,)


def norm(name, width):
    return affine(name, width)


def image_encoder(dim, depth, heads, global_blocks):
    yield "pos_embed", (1, SIDE, SIDE, dim)
    yield from affine("patch_embed.proj", dim, 3, PATCH, PATCH)
    for i in range(depth):
        at = "blocks.%d." % i
        rows = 2 * (SIDE if i in global_blocks else WINDOW) - 1
        yield from norm(at + "norm1", dim)
        yield at + "attn.rel_pos_h", (rows, dim // heads)
        yield at + "attn.rel_pos_w", (rows, dim // heads)
        yield from affine(at + "attn.qkv", 3 * dim, dim)
        yield from affine(at + "attn.proj", dim, dim)
        yield from norm(at + "norm2", dim)
        yield from affine(at + "mlp.lin1", 4 * dim, dim)
        yield from affine(at + "mlp.lin2", dim, 4 * dim)
    yield from affine("neck.0", PROMPT, dim, 1, 1, bias=False)
    yield from norm("neck.1", PROMPT)
    yield from affine("neck.2", PROMPT, PROMPT, 3, 3, bias=False)
    yield from norm("neck.3", PROMPT)


def prompt_encoder():
    yield "pe_layer.positional_encoding_gaussian_matrix", (2, PROMPT // 2)
    for i in range(4):
        yield "point_embeddings.%d.weight" % i, (1, PROMPT)
    yield "not_a_point_embed.weight", (1, PROMPT)
    yield from affine("mask_downscaling.0", 4, 1, 2, 2)
    yield from norm("mask_downscaling.1", 4)
    yield from affine("mask_downscaling.3", 16, 4, 2, 2)
    yield from norm("mask_downscaling.4", 16)
    yield from affine("mask_downscaling.6", PROMPT, 16, 1, 1)
    yield "no_mask_embed.weight", (1, PROMPT)


def attention(name, inner):
    for part in ("q_proj", "k_proj", "v_proj"):
        yield from affine("%s.%s" % (name, part), inner, PROMPT)
    yield from affine(name + ".out_proj", PROMPT, inner)


def mlp(name, *widths):
    for i, (into, out) in enumerate(zip(widths, widths[1:])):
        yield from affine("%s.layers.%d" % (name, i), out, into)


def mask_decoder():
    for i in range(2):
        at = "transformer.layers.%d." % i
        yield from attention(at + "self_attn", PROMPT)
        yield from norm(at + "norm1", PROMPT)
        yield from attention(at + "cross_attn_token_to_image", PROMPT // 2)
        yield from norm(at + "norm2", PROMPT)
        yield from affine(at + "mlp.lin1", MLP, PROMPT)
        yield from affine(at + "mlp.lin2", PROMPT, MLP)
        yield from norm(at + "norm3", PROMPT)
        yield from norm(at + "norm4", PROMPT)
        yield from attention(at + "cross_attn_image_to_token", PROMPT // 2)
    yield from attention("transformer.final_attn_token_to_image", PROMPT // 2)
    yield from norm("transformer.norm_final_attn", PROMPT)
    yield "iou_token.weight", (1, PROMPT)
    yield "mask_tokens.weight", (MASKS, PROMPT)
    yield "output_upscaling.0.weight", (PROMPT, 64, 2, 2)  # transposed convolutions: inputs first
    yield "output_upscaling.0.bias", (64,)
    yield from norm("output_upscaling.1", 64)
    yield "output_upscaling.3.weight", (64, 32, 2, 2)
    yield "output_upscaling.3.bias", (32,)
    for i in range(MASKS):
        yield from mlp("output_hypernetworks_mlps.%d" % i, PROMPT, PROMPT, PROMPT, 32)
    yield from mlp("iou_prediction_head", PROMPT, PROMPT, PROMPT, MASKS)


def tensors(model):
    for prefix, part in (("image_encoder.", image_encoder(**ENCODERS[model])),
                         ("prompt_encoder.", prompt_encoder()), ("mask_decoder.", mask_decoder())):
        for name, shape in part:
            yield prefix + name, shape


def values(name, shape, generator):
    noise = torch.randn(shape, generator=generator)
    leaf = name.rsplit(".", 1)[1]
    if leaf in ("rel_pos_h", "rel_pos_w", "pos_embed"):
        return noise.mul_(0.2)
    if leaf == "positional_encoding_gaussian_matrix" or name.startswith(TABLES):
        return noise
    if len(shape) == 1:
        return noise.mul_(0.05).add_(1 if leaf == "weight" else 0)
    return noise.div_(math.sqrt(noise[0].numel()))


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--model", required=True, choices=sorted(ENCODERS))
    ap.add_argument("--out")
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--list", action="store_true")
    args = ap.parse_args()
    if bool(args.out) == args.list:
        ap.error("give either --out or --list")
    table = list(tensors(args.model))
    if args.list:
        for name, shape in table:
            print(name, list(shape))
    else:
        generator = torch.Generator().manual_seed(args.seed)
        torch.save(collections.OrderedDict((n, values(n, s, generator)) for n, s in table), args.out)
    count = sum(math.prod(shape) for _, shape in table)
    print("%s: %d tensors, %d numbers" % (args.model, len(table), count), file=sys.stderr)


if __name__ == "__main__":
    main()
