import type { AddCommand } from '../program.js';

/** `medicosam info`. */
export const addInfo: AddCommand = (program, start) => {
  program
    .command('info')
    .description('say what an image, a volume or the series of a folder hold')
    .argument('<path>', 'a file, a folder of DICOM files, or a zip archive of them')
    .addHelpText('after', HELP)
    .action((path: string) =>
      start(async (context) => (await import('../info/run-info.js')).runInfo(path, context)),
    );
};

const HELP = `
Says format, modality, size, type and meaning of values, spacing, origin, orientation, transfer syntax, windows, and
what is odd about a file (warnings). Files of a folder that were not read are listed with the reason. Formats are told by
content: DICOM, NIfTI, NRRD, TIFF, PNG, JPEG.

The numbers of series are those that segment --series takes. Places are LPS mm: x to the left, y to posterior, z to
superior. orientation says where columns, rows and slices grow to, such as LPS.

The patient's name, id and dates are not printed, and there is no option for it: the output may be pasted into a report. A
series' description and file names are printed as they are.

Examples:
  medicosam info slice.dcm
  medicosam info ct-series/ --json
  medicosam info brain.nii.gz`;
