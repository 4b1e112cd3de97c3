import type { AddCommand } from '../program.js';

/** `medicosam models`. */
export const addModels: AddCommand = (program, start) => {
  program
    .command('models')
    .description('list the models that came with this package')
    .addHelpText(
      'after',
      `
Names are what segment --model takes. Any checkpoint of the SAM family becomes a model with medicosam convert.

Example:
  medicosam models --json`,
    )
    .action(() =>
      start(async (context) => {
        const { runModels } = await import('../model/run-models.js');
        return runModels(context);
      }),
    );
};
