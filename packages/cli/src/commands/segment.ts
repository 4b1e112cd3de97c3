import { collect } from '../options/list-option.js';
import { parsePrompts } from '../options/prompt-options.js';
import { parseSelection } from '../options/selection.js';
import type { AddCommand } from '../program.js';

/** `medicosam segment`. */
export const addSegment: AddCommand = (program, start) => {
  program
    .command('segment')
    .description('segment objects in images: DICOM, NIfTI, NRRD, TIFF, PNG, JPEG')
    .argument('[images...]', 'image files, folders of them, or a DICOM series: a folder or a zip archive')
    .option(
      '-p, --point <x,y[,label]>',
      'a point in pixels; label 1 foreground (default), 0 background; repeatable',
      collect(String),
    )
    .option('-b, --box <x0,y0,x1,y1>', 'a box in pixels; repeatable, each box an object', collect(String))
    .option('--world', 'points are x,y,z[,label] and boxes x0,y0,z0,x1,y1,z1 in the patient: LPS mm')
    .option(
      '--slice <k>',
      'which slice of a volume, from 0; with --world the one that the first point lies on',
    )
    .option('--axis <i|j|k>', 'what slices are cut across: k (default) as stored, j rows, i columns')
    .option('--frame <n>', 'which frame, page or time point of a file of several, from 0')
    .option('--series <uid|number>', 'which series of a folder or archive; medicosam info numbers them')
    .option('--mask <file>', 'a mask image to start from, in the size of the image')
    .option('--prompts <file>', 'prompts.json: other prompts for each image')
    .option(
      '-s, --session <file>',
      'with prompts: save what was prompted as a session record; without: replay that record on its image',
    )
    .option('-m, --model <name|folder|checkpoint>', 'what segments; see medicosam models', 'tiny')
    .option('-d, --device <device>', 'auto, or one that medicosam devices lists', 'auto')
    .option(
      '-n, --normalize <mode>',
      'none, minmax, percentile:lo,hi, window:center,width or microsam; the model’s own when absent',
    )
    .option('--window <window>', 'center,width, or auto, or preset:lung: short for --normalize window:…')
    .option('--multimask', 'all three candidates of each object, the best first')
    .option('--no-cache', 'neither use nor keep embeddings; see medicosam cache')
    .option(
      '-o, --out <path>',
      'mask .png (255 inside, 0 outside), or labels of the whole image or volume (.seg.dcm, .nii.gz, .seg.nrrd, … see below); of several images a folder',
    )
    .option('--overlay <path>', 'the image under its masks, PNG or JPEG; of several images a folder')
    .addHelpText('after', HELP)
    .action((images: string[], options) =>
      start(async (context) => {
        const { runSegment } = await import('../segment/run-segment.js');
        const parsed = { ...options, ...parsePrompts(options), selection: parseSelection(options) };
        return runSegment(images, parsed, context);
      }),
    );
};

const HELP = `
Points and one box describe one object together; several boxes describe an object each. Coordinates are pixels of
the image as it is stored, centres at integers, x to the right, y down. Without -o and --overlay no file is
written: area, box and scores are printed, and with --json the mask itself as COCO run lengths.

A volume has slices (NIfTI, NRRD, a DICOM series, a TIFF of several pages), a file may have frames: --slice and --frame
choose, and nothing is guessed where there are several. With --world points are mm in the patient, in DICOM's LPS (x to
the left, y to posterior, z to superior; NIfTI viewers show RAS, x and y negated); one that is more than half a slice
away is an error that says how far.

Labels of a whole image or volume, by the ending of -o:
  .seg.dcm .dcm .labelmap.dcm .rtstruct.dcm  of a DICOM series: SEG, SEG as a label map, contours; with its patient and study
  .nii.gz .nii .nrrd .seg.nrrd               label maps with the volume's geometry: object 1 is 1, the next 2
  .coco.json .geojson .labels.png            of images, or of slices

Without --window, CT in HU has the window of its file, all else what the model was trained with. --window auto takes
the file's first window whatever the modality. Presets, in HU: soft-tissue, lung, liver, bone, brain, stroke,
subdural, mediastinum, angio.

Several images: each is tried, a bad one is told and passed over, and the exit code is then 3. Masks are named
<image>.mask.png in the folder -o, overlays <image>.overlay.png in the folder --overlay.

The embedding of each image is kept in the user's cache folder (MEDICOSAM_CACHE), so that the same image, model and
normalisation need no encoder the next time (sessions excepted). Embeddings derive from patients' pixels: --no-cache keeps none, medicosam
cache info and clear show and remove them.

A session record (JSON) holds prompts, masks and hashes of image and model, no pixels. Saved with prompts, replayed
without; no file is written over. Replaying makes the masks again and compares them: another image or model is
RECORD_MISMATCH (3), a mask of an IoU under 0.999 with its record is told, and the exit code is then 4.

prompts.json:
  { "version": 1,
    "items": [
      { "image": "knee.png",
        "objects": [ { "name": "femur", "points": [[120, 88], [40, 40, 0]] },
                     { "name": "patella", "box": [40, 60, 180, 200] } ],
        "normalize": "percentile:1,99" },
      { "image": "hand.png",
        "steps": [ { "box": [40, 60, 180, 200] }, { "points": [[90, 70, 0]] }, "undo", "redo",
                   { "commit": "thumb" }, { "points": [[150, 30]] } ] } ] }
Objects are asked with all their prompts at once, steps one after another as a person does: a correction refines the
mask before it, and undo, redo, reset and commit do as in an annotation tool. What is left at the end is committed.
Images are looked for in the folder on the command line, or beside the prompts file. An item may have "slice", "axis",
"frame" and "series"; items of one volume may go into one file of labels, where objects of the same name are one. The
JSON schema is prompts.schema.json in @medicosam/cli.

Examples:
  medicosam segment scan.png --point 120,88 -o mask.png
  medicosam segment scan.png --point 120,88 --point 60,40,0 --box 80,50,170,140 -o mask.png --overlay look.png
  medicosam segment ct.png --window 40,400 --box 120,80,260,210 --json
  medicosam segment ct-series/ --slice 40 --window preset:liver --box 120,80,260,210 -o labels.nii.gz
  medicosam segment ct-series/ --slice 40 --box 120,80,260,210 -o liver.seg.dcm
  medicosam segment brain.nii.gz --world --point -12.5,40,118 -o brain.seg.nrrd
  medicosam segment images/ --prompts prompts.json -o masks/
  medicosam segment scan.png --box 80,50,170,140 --session scan.session.json -o mask.png
  medicosam segment scan.png --session scan.session.json -o again.png`;
