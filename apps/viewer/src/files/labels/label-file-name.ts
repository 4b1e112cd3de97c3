/** Endings of images and labels, which a file of labels gets in place of. */
const ENDING = /(\.(seg|labels?))?\.(dcm|nii(\.gz)?|hdr|img|nrrd|nhdr|tiff?|png|jpe?g|zip)$/i;

/** The name of a file of labels, after the file that they are of, or the series that several files are. */
export function labelFileName(files: readonly string[], series: string, ending: string): string {
  const [only = ''] = files;
  const stem = files.length === 1 ? only.replace(ENDING, '') : series.replace(/[^\p{L}\p{N}]+/gu, '-');
  return `${stem.replace(/^[-.]+|-+$/g, '') || 'labels'}${ending}`;
}
