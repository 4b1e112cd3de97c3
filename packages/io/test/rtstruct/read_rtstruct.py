"""Reads structure sets with pydicom alone, and fills their outlines on the images that they name; prints, one JSON line
a structure set, which pixels of which image are in which region. Run as: read_rtstruct.py <json file>, of
[{"rtstruct": path, "sources": [path, …]}, …].
"""
import hashlib
import json
import sys

import numpy as np
import pydicom


def fill(x, y, shape):
    """Even-odd: each edge turns over all pixels at its right, row by row."""
    odd = np.zeros((shape[0], shape[1] + 1), dtype=bool)
    for x0, y0, x1, y1 in zip(x, y, np.roll(x, -1), np.roll(y, -1)):
        low, high = sorted((y0, y1))
        for row in range(max(int(np.ceil(low)), 0), min(int(np.ceil(high)), shape[0])):
            crossing = x0 + (row - y0) * (x1 - x0) / (y1 - y0)
            odd[row, min(max(int(np.ceil(crossing)), 0), shape[1])] ^= True
    return np.logical_xor.accumulate(odd, axis=1)[:, : shape[1]]


def read(job):
    rt = pydicom.dcmread(job["rtstruct"])
    sources = [pydicom.dcmread(path, stop_before_pixels=True) for path in job["sources"]]
    images = {source.SOPInstanceUID: index for index, source in enumerate(sources)}
    shape = (sources[0].Rows, sources[0].Columns)
    drawn = {int(item.ReferencedROINumber): item for item in rt.ROIContourSequence}
    observed = {int(item.ReferencedROINumber): item for item in rt.RTROIObservationsSequence}
    regions = {}
    off_plane = 0.0
    for item in rt.StructureSetROISequence:
        number = int(item.ROINumber)
        masks = np.zeros((len(sources), *shape), dtype=np.uint8)
        for contour in drawn[number].get("ContourSequence", []):
            assert contour.ContourGeometricType == "CLOSED_PLANAR"
            points = np.array(contour.ContourData, dtype=float).reshape(-1, 3)
            assert len(points) == contour.NumberOfContourPoints
            index = images[contour.ContourImageSequence[0].ReferencedSOPInstanceUID]
            source = sources[index]
            iop = np.array(source.ImageOrientationPatient, dtype=float)
            relative = points - np.array(source.ImagePositionPatient, dtype=float)
            off_plane = max(off_plane, float(np.abs(relative @ np.cross(iop[:3], iop[3:])).max()))
            x = relative @ iop[:3] / float(source.PixelSpacing[1])
            y = relative @ iop[3:] / float(source.PixelSpacing[0])
            masks[index] ^= fill(x, y, shape)
        regions[number] = {
            "name": str(item.ROIName),
            "algorithm": item.ROIGenerationAlgorithm,
            "type": observed[number].RTROIInterpretedType,
            "colour": [int(part) for part in drawn[number].ROIDisplayColor],
            "count": int(masks.sum()),
            "sha256": [hashlib.sha256(np.ascontiguousarray(mask).tobytes()).hexdigest() for mask in masks],
        }
    return {
        "regions": regions,
        "offPlane": off_plane,
        "patient": str(rt.PatientName) == str(sources[0].PatientName),
        "study": rt.StudyInstanceUID == sources[0].StudyInstanceUID,
        "frameOfReference": all(
            item.ReferencedFrameOfReferenceUID == sources[0].FrameOfReferenceUID
            for item in rt.StructureSetROISequence
        ),
    }


with open(sys.argv[1], encoding="utf-8") as jobs:
    for job in json.load(jobs):
        try:
            print(json.dumps(read(job)))
        except Exception as error:
            raise SystemExit(f"{job['rtstruct']}: {error!r}") from error
