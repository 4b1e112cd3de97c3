import type { AddCommand } from '../program.js';

/** `medicosam devices`. */
export const addDevices: AddCommand = (program, start) => {
  program
    .command('devices')
    .description('list the devices of this machine, usable or why not, and try each with a model’s probes')
    .option('-m, --model <name|folder|checkpoint>', 'whose probes are run', 'tiny')
    .option('--no-probe', 'do not run probes')
    .addHelpText(
      'after',
      `
A probe is a small graph with known results: a device that fails one computes wrongly and is passed over.

Examples:
  medicosam devices
  medicosam devices --model ./medicosam-vit-b --json`,
    )
    .action((options) =>
      start(async (context) => {
        const { runDevices } = await import('../model/run-devices.js');
        return runDevices(options, context);
      }),
    );
};
