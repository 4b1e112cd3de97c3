/** A kind of file that labels are written to. */
export interface LabelFormat {
  readonly id: LabelFormatId;
  /** What its files' names end in, with the point; the first is the usual one. */
  readonly endings: readonly string[];
  /** For people: `DICOM segmentation`, … */
  readonly title: string;
  readonly mediaType: string;
  /**
   * What it needs of what was segmented: `dicom` a DICOM series with a place, `grid` evenly spaced slices, `slice` that
   * all masks are on a single slice, `image` nothing.
   */
  readonly needs: 'dicom' | 'grid' | 'slice' | 'image';
}

/** The formats by name. */
export type LabelFormatId =
  | 'dicom-seg'
  | 'dicom-seg-labelmap'
  | 'rtstruct'
  | 'nifti'
  | 'nrrd'
  | 'seg-nrrd'
  | 'coco'
  | 'geojson'
  | 'label-png';

const FORMATS = {
  'dicom-seg': {
    endings: ['.seg.dcm', '.dcm'],
    title: 'DICOM segmentation',
    mediaType: 'application/dicom',
    needs: 'dicom',
  },
  'dicom-seg-labelmap': {
    endings: ['.labelmap.dcm'],
    title: 'DICOM segmentation, label map',
    mediaType: 'application/dicom',
    needs: 'dicom',
  },
  rtstruct: {
    endings: ['.rtstruct.dcm'],
    title: 'DICOM structure set',
    mediaType: 'application/dicom',
    needs: 'dicom',
  },
  nifti: {
    endings: ['.nii.gz', '.nii'],
    title: 'NIfTI label map',
    mediaType: 'application/gzip',
    needs: 'grid',
  },
  'seg-nrrd': {
    endings: ['.seg.nrrd'],
    title: '3D Slicer segmentation',
    mediaType: 'application/octet-stream',
    needs: 'grid',
  },
  nrrd: {
    endings: ['.nrrd'],
    title: 'NRRD label map',
    mediaType: 'application/octet-stream',
    needs: 'grid',
  },
  coco: {
    endings: ['.coco.json'],
    title: 'COCO annotations',
    mediaType: 'application/json',
    needs: 'image',
  },
  geojson: {
    endings: ['.geojson'],
    title: 'GeoJSON polygons',
    mediaType: 'application/geo+json',
    needs: 'image',
  },
  'label-png': {
    endings: ['.labels.png'],
    title: 'PNG label image',
    mediaType: 'image/png',
    needs: 'slice',
  },
} as const satisfies Record<LabelFormatId, Omit<LabelFormat, 'id'>>;

/** All formats, in the order in which people are offered them. */
export const labelFormats: readonly LabelFormat[] = Object.entries(FORMATS).map(([id, format]) => ({
  id: id as LabelFormatId,
  ...format,
}));

/** The format of that name. */
export const labelFormat = (id: LabelFormatId): LabelFormat => ({ id, ...FORMATS[id] });

/**
 * The format that a file name asks for by its ending, upper or lower case: `.seg.nrrd` goes before `.nrrd`. A `.dcm`
 * without more is a DICOM segmentation.
 *
 * @returns undefined of another ending.
 */
export function labelFormatOf(fileName: string): LabelFormat | undefined {
  const name = fileName.toLowerCase();
  const lengthOf = ({ endings }: LabelFormat) =>
    Math.max(0, ...endings.filter((ending) => name.endsWith(ending)).map(({ length }) => length));
  const [best] = [...labelFormats].sort((a, b) => lengthOf(b) - lengthOf(a));
  return best && lengthOf(best) > 0 ? best : undefined;
}
