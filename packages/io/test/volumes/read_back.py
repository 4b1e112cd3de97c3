"""Reads files with nibabel and pynrrd; prints, one JSON line a file, what they hold: values in C order of
array[i][j][k], and the affine to RAS mm. Run as: read_back.py <file> …
"""
import hashlib
import json
import sys

import nibabel
import nrrd
import numpy as np


def described(array, affine, **facts):
    array = np.ascontiguousarray(array)
    little = array.astype(array.dtype.newbyteorder("<"))
    return {
        "shape": list(array.shape),
        "dtype": array.dtype.name,
        "sha256": hashlib.sha256(little.tobytes()).hexdigest(),
        "affine": np.asarray(affine, dtype=float).flatten().tolist(),
        **facts,
    }


def read_nifti(path):
    image = nibabel.load(path)
    header = image.header
    facts = {
        "qform": header.get_qform().flatten().tolist(),
        "sform": header.get_sform().flatten().tolist(),
        "codes": [int(header["qform_code"]), int(header["sform_code"])],
        "intent": int(header["intent_code"]),
        "units": list(header.get_xyzt_units()),
        "scl": [float(image.dataobj.slope), float(image.dataobj.inter)],
    }
    return described(image.dataobj.get_unscaled(), image.affine, **facts)


def read_nrrd(path):
    array, header = nrrd.read(path)
    lps = np.eye(4)
    lps[:3, :3] = np.array(header["space directions"], dtype=float).T
    lps[:3, 3] = header["space origin"]
    segments = {k: v for k, v in header.items() if k.startswith("Segment")}
    return described(array, np.diag([-1, -1, 1, 1]) @ lps, space=header["space"], segments=segments)


for path in sys.argv[1:]:
    print(json.dumps(read_nrrd(path) if path.endswith(".nrrd") else read_nifti(path)))
