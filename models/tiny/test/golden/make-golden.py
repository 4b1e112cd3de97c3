"""Write manifest.json: what PyTorch makes of four photographs and their prompts with the released weights.

    python3 make-golden.py --reference <folder of sam_reference.py> \\
        --mobile-sam mobile_sam.pt --decoder medicosam_tiny_decoder.pt --out .

Reads images/ beside this file. Run `biome format --write` on the result. Needs torch 1.13 or newer, numpy and Pillow; half a minute.
"""
import json
import os

import numpy as np
from PIL import Image

import tiny_model

HERE = os.path.dirname(os.path.abspath(__file__))
NEAR_ZERO = 1e-3  # a pixel with a smaller logit may fall on either side in another runtime

# image: one point; points of both kinds; boxes. Original pixels, (x, y, label) and (x0, y0, x1, y1).
PROMPTS = {
    "photo_coins": ([(206, 124, 1)],
                    [(335, 45, 1), (350, 120, 1), (300, 90, 0)],
                    [(185, 104, 228, 147), (306, 14, 366, 74), (18, 232, 76, 290)]),
    "photo_chelsea": ([(172, 112, 1)],
                      [(258, 238, 1), (60, 250, 0)],
                      [(135, 82, 208, 148), (295, 108, 345, 165)]),
    "photo_cell": ([(430, 375, 1)],
                   [(430, 375, 1), (350, 330, 0)],
                   [(360, 310, 495, 445)]),
    "photo_retina": ([(125, 475, 1)],
                     [(125, 475, 1), (300, 500, 0)],
                     [(60, 390, 185, 590), (480, 450, 660, 600)]),
}


def prompt_sets(point, mixed, boxes):
    """The sets of one image in the order they run; `refine` needs the result of `points_1`."""
    split = lambda points: dict(points=[[list(p[:2]) for p in points]], labels=[[p[2] for p in points]])
    boxes = [list(b) for b in boxes]
    return [dict(name="points_0", **split(point)),
            dict(name="points_1", **split(mixed)),
            dict(name="boxes", boxes=boxes),
            dict(name="box_point", boxes=boxes[:1], **split(point)),
            dict(name="refine", **split(mixed), mask_from="points_1")]


def floats(values):
    """Nine significant digits: a float32 comes back as it was."""
    return [float("%.9g" % v) for v in np.asarray(values, dtype=np.float64).ravel()]


def best_of_three(scores):
    return 1 + int(scores[1:].argmax())


def run(sam, reference, encoded, entry, earlier, at_low_res):
    given = {k: entry[k] for k in ("points", "labels", "boxes") if k in entry}
    if "mask_from" in entry:
        before = earlier[entry["mask_from"]]
        entry["mask_index"] = index = best_of_three(before["scores"][0])
        given["masks"] = before["low_res"][:, index:index + 1].contiguous()
    result = earlier[entry["name"]] = sam.predict(encoded, **given)
    low_res = result["low_res"].numpy()
    entry["scores"] = [floats(row) for row in result["scores"].numpy()]
    entry["low_res_samples"] = [[floats(mask.ravel()[at_low_res]) for mask in row] for row in low_res]
    entry["low_res_max_abs"] = float(np.abs(low_res).max())
    entry["masks"] = []
    for i, scores in enumerate(result["scores"]):
        for index in (0, best_of_three(scores)):
            logits = result["logits"][i, index].numpy()
            entry["masks"].append(dict(object=i, index=index, area=int((logits > 0).sum()),
                                       near_zero=int((np.abs(logits) < NEAR_ZERO).sum()),
                                       rle=reference.rle(logits > 0)))
    return entry


def main():
    args = tiny_model.arguments(__doc__).parse_args()
    sam, reference = tiny_model.load(args)
    draw = np.random.RandomState(41)
    at_embedding = np.sort(draw.choice(256 * 64 * 64, 256, replace=False))
    at_low_res = np.sort(draw.choice(256 * 256, 48, replace=False))
    cases = []
    for name, sets in PROMPTS.items():
        path = "images/%s.png" % name
        image = np.array(Image.open(os.path.join(HERE, path)))
        encoded = sam.encode(image)
        embedding = encoded["embedding"].numpy()
        wide = embedding.astype(np.float64)
        earlier = {}
        cases.append(dict(
            image=path, height=image.shape[0], width=image.shape[1],
            channels=1 if image.ndim == 2 else image.shape[2], input_size=list(encoded["input_size"]),
            embedding=dict(values=floats(embedding.ravel()[at_embedding]), mean=wide.mean(), std=wide.std(),
                           min=float(wide.min()), max=float(wide.max())),
            prompts=[run(sam, reference, encoded, entry, earlier, at_low_res) for entry in prompt_sets(*sets)]))
    manifest = dict(model="vit_t", checkpoint="mobile_sam.pt + medicosam_tiny_decoder.pt",
                    embedding_indices=at_embedding.tolist(), low_res_indices=at_low_res.tolist(), cases=cases)
    with open(os.path.join(args.out, "manifest.json"), "w") as f:
        json.dump(manifest, f)
        f.write("\n")


if __name__ == "__main__":
    main()
