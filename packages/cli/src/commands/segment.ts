import { parseBox, parsePoint } from '../options/coordinates.js';
import { collect } from '../options/list-option.js';
import type { AddCommand } from '../program.js';

/** `medicosam segment`. */
export const addSegment: AddCommand = (program, start) => {
  program
    .command('segment')
    .description('segment objects in PNG and JPEG images')
    .argument('[images...]', 'image files, or folders of them')
    .option(
      '-p, --point <x,y[,label]>',
      'a point in pixels; label 1 foreground (default), 0 background; repeatable',
      collect(parsePoint),
    )
    .option('-b, --box <x0,y0,x1,y1>', 'a box in pixels; repeatable, each box an object', collect(parseBox))
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
    .option('--window <center,width>', 'short for --normalize window:center,width')
    .option('--multimask', 'all three candidates of each object, the best first')
    .option('--no-cache', 'neither use nor keep embeddings; see medicosam cache')
    .option('-o, --out <path>', 'mask PNG (255 inside, 0 outside); of several images a folder')
    .option('--overlay <path>', 'the image under its masks, PNG or JPEG; of several images a folder')
    .addHelpText('after', HELP)
    .action((images: string[], options) =>
      start(async (context) => {
        const { runSegment } = await import('../segment/run-segment.js');
        return runSegment(images, options, context);
      }),
    );
};

const HELP = `
Points and one box describe one object together; several boxes describe an object each. Coordinates are pixels of
the image as it is stored, centres at integers, x to the right, y down. Without -o and --overlay no file is
written: area, box and scores are printed, and with --json the mask itself as COCO run lengths.

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
Images are looked for in the folder on the command line, or beside the prompts file. The JSON schema is
prompts.schema.json in @medicosam/cli.

Examples:
  medicosam segment scan.png --point 120,88 -o mask.png
  medicosam segment scan.png --point 120,88 --point 60,40,0 --box 80,50,170,140 -o mask.png --overlay look.png
  medicosam segment ct.png --window 40,400 --box 120,80,260,210 --json
  medicosam segment images/ --prompts prompts.json -o masks/
  medicosam segment scan.png --box 80,50,170,140 --session scan.session.json -o mask.png
  medicosam segment scan.png --session scan.session.json -o again.png`;
