"""Reads a DICOM segmentation with highdicom and its source images with pydicom; prints as JSON where voxels of each
segment are in the patient, LPS mm, image by image along the normal, row by row, by the formula of PS3.3, C.7.6.2.1.1.
Run as: read_places.py <segmentation> <image> …
"""
import json
import sys

import highdicom as hd
import numpy as np
import pydicom

seg = hd.seg.segread(sys.argv[1])
sources = [pydicom.dcmread(path, stop_before_pixels=True) for path in sys.argv[2:]]
iop = np.array(sources[0].ImageOrientationPatient, dtype=float)
normal = np.cross(iop[:3], iop[3:])
sources.sort(key=lambda source: float(np.dot(np.array(source.ImagePositionPatient, dtype=float), normal)))
numbers = list(seg.segment_numbers)
pixels = seg.get_pixels_by_source_instance(
    source_sop_instance_uids=[source.SOPInstanceUID for source in sources],
    segment_numbers=numbers,
    assert_missing_frames_are_empty=True,
)
segments = []
for at, number in enumerate(numbers):
    places = []
    for source, mask in zip(sources, pixels[..., at]):
        rows, columns = np.nonzero(mask)
        spacing = np.array(source.PixelSpacing, dtype=float)
        origin = np.array(source.ImagePositionPatient, dtype=float)
        places += (
            origin + np.outer(columns * spacing[1], iop[:3]) + np.outer(rows * spacing[0], iop[3:])
        ).tolist()
    segments.append({"name": seg.get_segment_description(number).segment_label, "places": places})
print(json.dumps(segments))
