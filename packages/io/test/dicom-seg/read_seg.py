"""Reads segmentations with highdicom and their sources with pydicom; prints, one JSON line a segmentation, which
pixels of which source image are in which segment, and how far frames, and where slices are regular voxels of
highdicom's volume, lie from the source's. Run as: read_seg.py <json file>, of
[{"seg": path, "sources": [path, …], "regular": true}, …].
"""
import hashlib
import json
import sys

import highdicom as hd
import numpy as np
import pydicom


def lps_of(source, rows, columns):
    """LPS of pixels, by the formula of PS3.3, C.7.6.2.1.1."""
    iop = np.array(source.ImageOrientationPatient, dtype=float)
    spacing = np.array(source.PixelSpacing, dtype=float)
    ipp = np.array(source.ImagePositionPatient, dtype=float)
    return ipp + np.outer(columns * spacing[1], iop[:3]) + np.outer(rows * spacing[0], iop[3:])


def farthest_frame(seg, sources):
    """How far a frame lies from the image that it names."""
    places = {s.SOPInstanceUID: np.array(s.ImagePositionPatient, dtype=float) for s in sources}
    distance = 0.0
    for frame in seg.PerFrameFunctionalGroupsSequence:
        image = frame.DerivationImageSequence[0].SourceImageSequence[0]
        place = np.array(frame.PlanePositionSequence[0].ImagePositionPatient, dtype=float)
        distance = max(distance, float(np.linalg.norm(place - places[image.ReferencedSOPInstanceUID])))
    return distance


def read(job):
    seg = hd.seg.segread(job["seg"])
    sources = [pydicom.dcmread(path, stop_before_pixels=True) for path in job["sources"]]
    numbers = list(seg.segment_numbers)
    pixels = seg.get_pixels_by_source_instance(
        source_sop_instance_uids=[s.SOPInstanceUID for s in sources],
        segment_numbers=numbers,
        ignore_spatial_locations=False,
        assert_missing_frames_are_empty=True,
    )
    segments = {}
    for at, number in enumerate(numbers):
        masks = pixels[..., at].astype(np.uint8)
        description = seg.get_segment_description(number)
        segments[number] = {
            "label": description.segment_label,
            "algorithm": str(description.algorithm_type.value),
            "category": description.segmented_property_category.value,
            "type": description.segmented_property_type.value,
            "sha256": [hashlib.sha256(np.ascontiguousarray(mask).tobytes()).hexdigest() for mask in masks],
            "count": int(masks.sum()),
        }
    volume = seg.get_volume(segment_numbers=numbers, allow_missing_positions=True) if job["regular"] else None
    distance = 0.0
    for at, number in enumerate(numbers if volume else []):
        expected = [
            lps_of(source, *np.nonzero(mask)) for source, mask in zip(sources, pixels[..., at]) if mask.any()
        ]
        expected = np.concatenate(expected) if expected else np.zeros((0, 3))
        indices = np.rint((expected - volume.affine[:3, 3]) @ np.linalg.inv(volume.affine[:3, :3]).T).astype(int)
        array = volume.array[..., at] > 0
        if array.sum() != len(np.unique(indices, axis=0)) or not array[tuple(indices.T)].all():
            raise SystemExit(f"segment {number}: other voxels in the volume than in the images")
        found = indices @ volume.affine[:3, :3].T + volume.affine[:3, 3]
        distance = max([distance, *np.linalg.norm(found - expected, axis=1).tolist()])
    return {
        "type": seg.segmentation_type.value,
        "frames": int(seg.NumberOfFrames),
        "segments": segments,
        "frameDistance": farthest_frame(seg, sources),
        "volumeDistance": distance,
        "patient": str(seg.PatientName) == str(sources[0].PatientName),
        "study": seg.StudyInstanceUID == sources[0].StudyInstanceUID,
        "frameOfReference": seg.FrameOfReferenceUID == sources[0].FrameOfReferenceUID,
    }


with open(sys.argv[1], encoding="utf-8") as jobs:
    for job in json.load(jobs):
        try:
            print(json.dumps(read(job)))
        except Exception as error:
            raise SystemExit(f"{job['seg']}: {error!r}") from error
