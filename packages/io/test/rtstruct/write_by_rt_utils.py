"""Writes masks as a structure set with rt-utils. Run as: write_by_rt_utils.py <json file>, of
{"series": folder, "shape": [slices, rows, columns], "regions": [{"name": …, "path": bytes of the mask}, …], "out": path};
slices in the order of rt-utils, which is by position.
"""
import json
import sys

import numpy as np
from rt_utils import RTStructBuilder

with open(sys.argv[1], encoding="utf-8") as file:
    job = json.load(file)
rtstruct = RTStructBuilder.create_new(dicom_series_path=job["series"])
for region in job["regions"]:
    mask = np.fromfile(region["path"], dtype=np.uint8).reshape(job["shape"]).astype(bool)
    rtstruct.add_roi(mask=np.moveaxis(mask, 0, 2), name=region["name"])
rtstruct.save(job["out"])
