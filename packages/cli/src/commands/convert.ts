import { collect } from '../options/list-option.js';
import type { AddCommand } from '../program.js';

/** `medicosam convert`. */
export const addConvert: AddCommand = (program, start) => {
  program
    .command('convert')
    .description('make a model folder of a PyTorch or safetensors checkpoint')
    .argument(
      '<checkpoint...>',
      'the checkpoint; further files are laid over it, such as a fine-tuned decoder',
    )
    .requiredOption('-o, --out <folder>', 'the model folder to write')
    .option(
      '--storage <list>',
      'one or more of fp32, w16 (float16 on disk, float32 in computing), int8 (an encoder in 8 bits: CPU, wasm)',
      'fp32',
    )
    .option(
      '--lowering <list>',
      'tiled (plain operators, runs everywhere), fused (ONNX Runtime’s own) or both',
      'tiled',
    )
    .option('--id <name>', 'lower-case name of the model; the folder’s name when absent')
    .option('--title <text>', 'its title, for people')
    .option('--image-size <pixels>', 'side of the model’s input, where shapes do not tell it (TinyViT)')
    .option('--decoder-heads <count>', 'attention heads of the mask decoder, where not 8')
    .option('--mean <r,g,b>', 'mean of the training images, in 8-bit units')
    .option('--std <r,g,b>', 'standard deviation of the training images, in 8-bit units')
    .option('--normalisation <mode>', 'how training images were brought to 8 bits, as segment --normalize')
    .option('--preprocess <pipeline>', 'sam or medsam')
    .option('--no-mask-prompts', 'the model was trained without mask prompts (MedicoSAM’s first generation)')
    .option('--licence <name>', 'licence of the weights')
    .option('--citation <text>', 'what to cite; repeatable', collect(String))
    .option('--force', 'replace the folder where it is there')
    .addHelpText('after', HELP)
    .action((checkpoints: string[], options) =>
      start(async (context) => {
        const { runConvert } = await import('../convert/run-convert.js');
        return runConvert(checkpoints, options, context);
      }),
    );
};

const HELP = `
The architecture is read from the names and shapes of the tensors; nothing in the file is executed. The folder
appears whole or not at all.

Examples:
  medicosam convert vit_b_medicosam.pt -o ./medicosam-vit-b
  medicosam convert mobile_sam.pt tuned_decoder.pt -o ./tuned --storage w16 --no-mask-prompts
  medicosam segment scan.png --point 120,88 --model ./medicosam-vit-b`;
