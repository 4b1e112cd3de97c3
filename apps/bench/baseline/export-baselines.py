"""Write the usual torch.onnx exports (opset 17) that the benchmarks compare this project's graphs with.

Made once with a PyTorch implementation of SAM that has this interface: `build(name, checkpoint) -> sam`
with `image_encoder`, `prompt_encoder` and `mask_decoder`, and `preprocess(uint8_image, side)`. Nothing of
the product runs this file; it needs torch 1.13 or newer (2.x: pip's legacy exporter), numpy and Pillow.

    R=path/to/that/implementation
    # a full-size ViT-B of random weights, its encoder, and one embedding to compare with
    python3 apps/bench/baseline/make-random-sam.py --model vit_b --out vit_b_random.pt
    python3 apps/bench/baseline/export-baselines.py --reference $R --model vit_b \\
        --checkpoint vit_b_random.pt --encoder vit_b_encoder.onnx \\
        --image photo_cell.png --embedding vit_b_embedding.f32 --input vit_b_input.f32
    # MobileSAM: its encoder, and its decoder without the final upsampling
    python3 apps/bench/baseline/export-baselines.py --reference $R --model vit_t \\
        --checkpoint mobile_sam.pt --encoder vit_t_encoder.onnx --decoder decoder_export.onnx

Encoder: `input_image` float32 [1,3,1024,1024], normalised and padded -> `image_embeddings` [1,256,64,64].
Decoder, named as Segment Anything's own export: `image_embeddings` [1,256,64,64], `point_coords`
[n,p,2] in model pixels, `point_labels` float32 [n,p] (0, 1, 2, 3, -1; the caller appends the padding
point), `mask_input` [1 or n,1,256,256], `has_mask_input` [1] -> `iou_predictions` [n,4],
`low_res_masks` [n,4,256,256]. n and p are free. ViT-B's encoder takes some minutes and 5 GB.
"""
import argparse
import sys
import time

import numpy as np
import torch
from torch import nn

OPSET = 17


class Decoder(nn.Module):
    """Prompt encoder and mask decoder in one graph, all four candidates, logits left at 256 x 256."""

    def __init__(self, sam):
        super().__init__()
        self.prompts, self.masks = sam.prompt_encoder, sam.mask_decoder

    def forward(self, image_embeddings, point_coords, point_labels, mask_input, has_mask_input):
        sparse = self.prompts.embed_points(point_coords, point_labels)
        with_mask = self.prompts.mask_downscaling(mask_input)
        without = self.prompts.no_mask_embed.weight.reshape(1, -1, 1, 1)
        dense = has_mask_input * with_mask + (1 - has_mask_input) * without
        dense = dense.expand(point_coords.shape[0], -1, -1, -1)
        low_res, iou = self.masks(image_embeddings, self.prompts.dense_pe(), sparse, dense)
        return iou, low_res


def export_encoder(sam, path):
    side = sam.img_size
    torch.onnx.export(sam.image_encoder, torch.zeros(1, 3, side, side), path, opset_version=OPSET,
                      input_names=["input_image"], output_names=["image_embeddings"])


def export_decoder(sam, path):
    channels, (h, w) = sam.prompt_encoder.embed_dim, sam.prompt_encoder.grid_size
    n, p = 2, 5  # not 1: the tracer must see the axes that stay free
    example = (torch.randn(1, channels, h, w), torch.rand(n, p, 2) * sam.img_size,
               torch.ones(n, p), torch.zeros(1, 1, 4 * h, 4 * w), torch.zeros(1))
    torch.onnx.export(Decoder(sam).eval(), example, path, opset_version=OPSET,
                      input_names=["image_embeddings", "point_coords", "point_labels", "mask_input",
                                   "has_mask_input"],
                      output_names=["iou_predictions", "low_res_masks"],
                      dynamic_axes={"point_coords": {0: "n", 1: "p"}, "point_labels": {0: "n", 1: "p"},
                                    "mask_input": {0: "m"}, "iou_predictions": {0: "n"},
                                    "low_res_masks": {0: "n"}})


def timed(label, run, *args):
    start = time.perf_counter()
    result = run(*args)
    print("%s: %.1f s" % (label, time.perf_counter() - start), file=sys.stderr)
    return result


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--reference", required=True, help="folder that holds sam_reference.py")
    ap.add_argument("--model", required=True, choices=["vit_b", "vit_l", "vit_h", "vit_t"])
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--encoder", help="where the encoder's .onnx goes")
    ap.add_argument("--decoder", help="where the decoder's .onnx goes")
    ap.add_argument("--image", help="8-bit image to embed")
    ap.add_argument("--embedding", help="where its embedding goes, raw little-endian float32")
    ap.add_argument("--input", help="where the encoder's input goes, raw little-endian float32")
    ap.add_argument("--threads", type=int, default=1)
    args = ap.parse_args()
    if args.image is None and (args.embedding or args.input):
        ap.error("--embedding and --input need --image")

    sys.path.insert(0, args.reference)
    import sam_reference as reference

    torch.set_num_threads(args.threads)
    torch.set_grad_enabled(False)
    sam = timed("load", reference.build, args.model, args.checkpoint)
    if args.image:
        from PIL import Image
        tensor, _ = reference.preprocess(np.array(Image.open(args.image)), sam.img_size)
        if args.input:
            tensor.numpy().astype("<f4").tofile(args.input)
        if args.embedding:
            timed("embedding", sam.image_encoder, tensor).numpy().astype("<f4").tofile(args.embedding)
    if args.decoder:
        timed("decoder export", export_decoder, sam, args.decoder)
    if args.encoder:
        timed("encoder export", export_encoder, sam, args.encoder)


if __name__ == "__main__":
    main()
