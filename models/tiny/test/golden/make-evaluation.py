"""Write evaluation.json: objects, prompts and PyTorch's Dice on 28 labelled medical images.

    python3 make-evaluation.py --images <folder> \\
        --reference <folder of sam_reference.py> \\
        --mobile-sam mobile_sam.pt --decoder medicosam_tiny_decoder.pt --out .

The images are not part of this repository; README.md says what they are and which rule picks the objects.
Run `biome format --write` on the result. Needs torch 1.13 or newer, numpy and Pillow; about two minutes.
"""
import json
import os

import numpy as np
from PIL import Image

import tiny_model

AREA_SHARE = 10_000  # an object covers at least one part in so many of its image


def components(mask):
    """Masks of the 8-connected components, in the order in which a row-major scan meets them."""
    left = np.pad(mask, 1)
    found = []
    for start in zip(*np.nonzero(mask)):
        y, x = start[0] + 1, start[1] + 1
        if not left[y, x]:
            continue
        one = np.zeros_like(left)
        one[y, x], left[y, x] = True, False
        stack = [(y, x)]
        while stack:
            y, x = stack.pop()
            for ny in (y - 1, y, y + 1):
                for nx in (x - 1, x, x + 1):
                    if left[ny, nx]:
                        one[ny, nx], left[ny, nx] = True, False
                        stack.append((ny, nx))
        found.append(one[1:-1, 1:-1])
    return found


def depth(mask):
    """Squared Euclidean distance to the nearest pixel outside the object; outside the image is outside."""
    rows = np.where(np.pad(mask, 1), 1 << 15, 0).astype(np.int64)
    for y in range(1, len(rows)):
        rows[y] = np.minimum(rows[y], rows[y - 1] + 1)
    for y in range(len(rows) - 2, -1, -1):
        rows[y] = np.minimum(rows[y], rows[y + 1] + 1)
    rows *= rows
    best, width = rows.copy(), rows.shape[1]
    for dx in range(1, width):
        if dx * dx >= best.max():
            break
        np.minimum(best[:, :-dx], rows[:, dx:] + dx * dx, out=best[:, :-dx])
        np.minimum(best[:, dx:], rows[:, :-dx] + dx * dx, out=best[:, dx:])
    return best[1:-1, 1:-1]


def describe(mask, label_id, component):
    ys, xs = np.nonzero(mask)
    x0, y0, x1, y1 = (int(v) for v in (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1))
    deep = depth(mask[y0:y1, x0:x1])
    py, px = np.unravel_index(deep.argmax(), deep.shape)  # the first of several equals
    return dict(id=label_id, component=component, seed=[int(xs[0]), int(ys[0])], area=len(xs),
                point=[x0 + int(px), y0 + int(py)], box=[x0, y0, x1, y1]), mask


def objects(label, kind):
    """The objects of a label image that are large enough, largest first; three of them when there are more."""
    found = []
    for label_id in (int(v) for v in np.unique(label) if v):
        parts = [label == label_id] if kind == "instance" else components(label == label_id)
        found += [describe(part, label_id, kind == "class") for part in parts
                  if part.sum() * AREA_SHARE >= label.size]
    found.sort(key=lambda o: -o[0]["area"])  # stable: equals stay in order of id, then of scan
    n = len(found)
    return found if n <= 3 else [found[n // 6], found[n // 2], found[5 * n // 6]]


def minmax(image):
    x = image.astype(np.float64)
    return np.floor((x - x.min()) / (x.max() - x.min()) * 255 + 0.5).astype(np.uint8)


def dice(a, b):
    return float(2 * (a & b).sum() / (a.sum() + b.sum()))


def measure(sam, encoded, entry, mask):
    result = {}
    for name, prompt in (("point", dict(points=[[entry["point"]]], labels=[[1]])), ("box", dict(boxes=[entry["box"]]))):
        out = sam.predict(encoded, **prompt)
        candidate = 1 + int(out["scores"][0, 1:].argmax()) if name == "point" else 0
        predicted = out["logits"][0, candidate].numpy() > 0
        result[name] = dict(dice=round(dice(predicted, mask), 5), candidate=candidate, area=int(predicted.sum()),
                            predicted_iou=[round(float(v), 5) for v in out["scores"][0]])
    return {**entry, "reference": result}


def mean(entries):
    return {k: round(float(np.mean([e[k] for e in entries])), 4) for k in ("point", "box")}


def main():
    ap = tiny_model.arguments(__doc__)
    ap.add_argument("--images", required=True, help="folder of the images, their labels and sources.json")
    args = ap.parse_args()
    sam, _ = tiny_model.load(args)
    images, modalities = [], {}
    with open(os.path.join(args.images, "sources.json")) as f:
        sources = json.load(f)
    for source in sources:
        image = np.array(Image.open(os.path.join(args.images, source["image"])))
        label = np.array(Image.open(os.path.join(args.images, source["label"])))
        encoded = sam.encode(minmax(image))
        measured = [measure(sam, encoded, *o) for o in objects(label, source["label_kind"])]
        scores = mean([{k: o["reference"][k]["dice"] for k in ("point", "box")} for o in measured])
        images.append(dict(file=source["image"], label=source["label"], modality=source["modality"],
                           width=image.shape[1], height=image.shape[0], channels=1 if image.ndim == 2 else 3,
                           lossless=source["image"].endswith(".png"), dice=scores, objects=measured))
        modalities.setdefault(source["modality"], []).append(images[-1])
    table = [dict(modality=name, images=len(rows), objects=sum(len(r["objects"]) for r in rows),
                  **mean([r["dice"] for r in rows])) for name, rows in modalities.items()]
    with open(os.path.join(args.out, "evaluation.json"), "w") as f:
        json.dump(dict(version=1, normalize="minmax", model_card=dict(point=0.508, box=0.841), mean=mean(table),
                       modalities=table, images=images), f, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()
