import type { AddCommand } from '../program.js';

/** `medicosam inspect`. */
export const addInspect: AddCommand = (program, start) => {
  program
    .command('inspect')
    .description('say what a checkpoint, an ONNX graph or a model folder holds')
    .argument('<path>', 'a checkpoint, an .onnx file, a model folder, or a model’s name')
    .option('--full', 'every tensor of a checkpoint; every node of a graph')
    .addHelpText('after', HELP)
    .action((path: string, options) =>
      start(async (context) => {
        const { runInspect } = await import('../inspect/run-inspect.js');
        return runInspect(path, options, context);
      }),
    );
};

const HELP = `
Of a checkpoint: container, architecture, tensors, precision and hash. Of a graph: operators, inputs, outputs,
constants and hash. Of a model folder: the manifest, and every file against its hash (exit code 4 where one
differs).

Examples:
  medicosam inspect vit_b_medicosam.pt --json
  medicosam inspect ./medicosam-vit-b/decoder.tiled.onnx --full
  medicosam inspect tiny`;
