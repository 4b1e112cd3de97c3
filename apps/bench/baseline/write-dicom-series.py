# write-dicom-series.py SERIES FOLDER SYNTAX: 200 CT slices in FOLDER, in one transfer syntax, of the real slices in
# SERIES (512 × 512). Each is one of them, rolled by another offset and mirrored, so that none is like another and all
# keep a scanner's noise and header. Prints the bytes written. Needs pydicom, numpy, pylibjpeg-openjpeg, pyjpegls, imagecodecs.
import sys
from copy import deepcopy
from pathlib import Path

import imagecodecs
import numpy as np
from pydicom import dcmread, dcmwrite
from pydicom.encaps import encapsulate
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGExtended12Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
    generate_uid,
)

SLICES = 200
BY_PYDICOM = {"rle": RLELossless, "jpeg-ls": JPEGLSLossless, "jpeg-2000": JPEG2000Lossless}
NATIVE = {
    "explicit": ExplicitVRLittleEndian,
    "implicit": ImplicitVRLittleEndian,
    "big-endian": ExplicitVRBigEndian,
    "deflated": DeflatedExplicitVRLittleEndian,
}
BY_IMAGECODECS = {
    "jpeg-lossless": (JPEGLosslessSV1, lambda pixels: imagecodecs.jpeg8_encode(pixels, lossless=True, predictor=1, bitspersample=16)),
    "htj2k": (HTJ2KLossless, lambda pixels: imagecodecs.htj2k_encode(pixels, reversible=True)),
    "jpeg-12": (JPEGExtended12Bit, lambda pixels: imagecodecs.jpeg8_encode(pixels, level=98, bitspersample=12)),
}


def slices(folder):
    sources = [(data_set, data_set.pixel_array) for data_set in map(dcmread, sorted(Path(folder).iterdir()))]
    random = np.random.default_rng(20261130)
    for k in range(SLICES):
        source, image = sources[k % len(sources)]
        pixels = np.roll(image, random.integers(-40, 40, 2), (0, 1))
        yield source, np.ascontiguousarray(pixels[:, ::-1] if random.integers(2) else pixels)


def describe(source, k, series):
    """The slice's data set: the source's, at its own place, 1 mm from its neighbours."""
    data_set = deepcopy(source)
    data_set.SeriesInstanceUID = series
    data_set.SOPInstanceUID = data_set.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    data_set.InstanceNumber = k + 1
    data_set.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    data_set.ImagePositionPatient = [-125, -125, k]
    data_set.SliceThickness = 1
    return data_set


def unsigned(data_set, pixels, bits):
    """Codecs without a sign: values above -1024 with the intercept that brings them back."""
    data_set.PixelRepresentation = 0
    data_set.BitsStored, data_set.HighBit = bits, bits - 1
    data_set.RescaleIntercept = -1024
    for name in ("PixelPaddingValue", "SmallestImagePixelValue", "LargestImagePixelValue"):
        data_set.pop(name, None)
    return np.clip(pixels.astype(np.int32) + 1024, 0, 2**bits - 1).astype(np.uint16)


def write(data_set, pixels, syntax):
    if syntax in BY_IMAGECODECS:
        uid, encode = BY_IMAGECODECS[syntax]
        stored = unsigned(data_set, pixels, 12 if syntax == "jpeg-12" else 16)
        data_set.PixelData = encapsulate([bytes(encode(stored))])
        data_set["PixelData"].VR = "OB"
        data_set["PixelData"].is_undefined_length = True
        data_set.file_meta.TransferSyntaxUID = uid
        return
    data_set.PixelData = pixels.tobytes()
    if syntax in BY_PYDICOM:
        data_set.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        data_set.compress(BY_PYDICOM[syntax], generate_instance_uid=False)
        return
    data_set["PixelData"].VR = "OW"
    if syntax == "big-endian":
        data_set.PixelData = pixels.astype(">i2").tobytes()
        # dcmwrite takes values that were not looked at as they are, in the source's byte order.
        for _ in data_set.iterall():
            pass
    data_set.file_meta.TransferSyntaxUID = NATIVE[syntax]


def main(series, folder, syntax):
    series_uid, size = generate_uid(), 0
    # Names in an order that is not that of the slices.
    names = np.random.default_rng(7).permutation(SLICES)
    for k, (source, pixels) in enumerate(slices(series)):
        data_set = describe(source, k, series_uid)
        write(data_set, pixels, syntax)
        path = Path(folder) / f"{names[k]:03}.dcm"
        dcmwrite(
            path,
            data_set,
            enforce_file_format=True,
            little_endian=syntax != "big-endian",
            implicit_vr=syntax == "implicit",
        )
        size += path.stat().st_size
    return size


if __name__ == "__main__":
    print(main(*sys.argv[1:]))
