"""Reads annotations with pycocotools, shapely and rasterio, and label maps with Pillow; prints, as JSON, what they find.
Run as: read_annotations.py <folder>, with coco.json, geojson.json, sizes.json and *.png in it.
"""
import contextlib
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from pycocotools import mask as runs
from pycocotools.coco import COCO
from rasterio.features import rasterize
from shapely.geometry import shape
from shapely.validation import explain_validity


def sha256(array, dtype="u1"):
    return hashlib.sha256(np.ascontiguousarray(array.astype(dtype)).tobytes()).hexdigest()


def read_coco(path):
    # It tells how long it took.
    with contextlib.redirect_stdout(sys.stderr):
        coco = COCO(str(path))
    found = []
    for annotation in coco.loadAnns(coco.getAnnIds()):
        rle = coco.annToRLE(annotation)
        found.append(
            {
                "id": annotation["id"],
                "sha256": sha256(coco.annToMask(annotation)),
                "area": int(runs.area(rle)),
                "bbox": runs.toBbox(rle).tolist(),
                "statedArea": annotation["area"],
                "statedBbox": annotation["bbox"],
                "category": coco.loadCats(annotation["category_id"])[0]["name"],
                "file": coco.loadImgs(annotation["image_id"])[0]["file_name"],
            }
        )
    return found


def read_geojson(path, sizes):
    found = []
    for feature, (width, height) in zip(json.loads(path.read_text())["features"], sizes, strict=True):
        geometry = shape(feature["geometry"])
        pixels = np.zeros((height, width), np.uint8)
        if not geometry.is_empty:
            pixels = rasterize([geometry], out_shape=(height, width), fill=0, default_value=1, dtype="uint8")
        parts = getattr(geometry, "geoms", [geometry])
        found.append(
            {
                "valid": explain_validity(geometry),
                "area": geometry.area,
                "sha256": sha256(pixels),
                "anticlockwise": all(part.is_empty or part.exterior.is_ccw for part in parts),
                "holesClockwise": not any(hole.is_ccw for part in parts for hole in part.interiors),
            }
        )
    return found


def read_png(path):
    image = Image.open(path)
    return {"mode": image.mode, "size": image.size, "sha256": sha256(np.array(image), "<u2")}


folder = Path(sys.argv[1])
print(
    json.dumps(
        {
            "coco": read_coco(folder / "coco.json"),
            "polygons": read_coco(folder / "polygons.json"),
            "geojson": read_geojson(folder / "geojson.json", json.loads((folder / "sizes.json").read_text())),
            "png": {path.stem: read_png(path) for path in folder.glob("*.png")},
        }
    )
)
