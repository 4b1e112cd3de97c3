# read-dicom-series.py FOLDER [PLUGIN]: reads a series into one array, sorted by position, and prints what it cost as
# JSON. PLUGIN names which of pydicom's decoders is used; with `list` those that know the files are printed. With
# `versions` instead of a folder: the packages' versions. Needs pydicom, numpy and whatever decoders there are.
import json
import sys
import time
import zlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from pydicom import dcmread
from pydicom.pixels import get_decoder

PACKAGES = (
    "pydicom numpy pylibjpeg pylibjpeg-libjpeg pylibjpeg-openjpeg pylibjpeg-rle pyjpegls python-gdcm".split()
)


def read(folder, plugin):
    slices = [dcmread(path) for path in Path(folder).iterdir()]
    orientation = np.array(slices[0].ImageOrientationPatient, float)
    normal = np.cross(orientation[:3], orientation[3:])
    slices.sort(key=lambda s: float(np.dot(np.array(s.ImagePositionPatient, float), normal)))
    if plugin:
        for data_set in slices:
            data_set.pixel_array_options(decoding_plugin=plugin)
    volume = np.stack([s.pixel_array for s in slices])
    volume = volume.astype(volume.dtype.newbyteorder("="), copy=False)
    first, last = (np.array(s.ImagePositionPatient, float) for s in (slices[0], slices[-1]))
    affine = np.eye(4)
    affine[:3, 0] = orientation[:3] * float(slices[0].PixelSpacing[1])
    affine[:3, 1] = orientation[3:] * float(slices[0].PixelSpacing[0])
    affine[:3, 2] = (last - first) / max(1, len(slices) - 1)
    affine[:3, 3] = first
    return volume, affine


def plugins(folder):
    uid = dcmread(next(Path(folder).iterdir()), stop_before_pixels=True).file_meta.TransferSyntaxUID
    # In the order in which pydicom tries them, which the public name does not keep.
    return list(get_decoder(uid)._available) if uid.is_encapsulated else []


def versions():
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return found


def peak_mb():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(folder, plugin):
    milliseconds = []
    for _ in range(2):
        cpu, began = time.process_time(), time.perf_counter()
        volume, affine = read(folder, plugin)
        milliseconds.append((time.perf_counter() - began) * 1000)
        if len(milliseconds) == 1:
            cpu_seconds, peak = time.process_time() - cpu, peak_mb()
    return {
        "milliseconds": milliseconds,
        "cpuSeconds": cpu_seconds,
        "peakMb": peak,
        "shape": volume.shape,
        "crc": zlib.crc32(volume.tobytes()),
        "mean": float(volume.mean()),
        "affine": affine.ravel().tolist(),
    }


def main(what, plugin=None):
    if what == "versions":
        return versions()
    return plugins(what) if plugin == "list" else measure(what, plugin)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
