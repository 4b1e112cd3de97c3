import type { Command } from 'commander';
import type { AddCommand } from '../program.js';
import { UsageError } from '../usage-error.js';

type Add = (models: Command, start: Parameters<AddCommand>[1]) => void;

/** `medicosam models`, and its own commands. */
export const addModels: AddCommand = (program, start) => {
  const models = program
    .command('models')
    .description('list, fetch, verify and remove models')
    .helpCommand(false)
    .addHelpText('after', HELP);
  for (const add of [addList, addInfo, addPull, addFile, addRemove, addVerify, addPath]) add(models, start);
};

const addList: Add = (models, start) => {
  models
    .command('list', { isDefault: true })
    .description('the models that are here, and the public checkpoints that can be pulled')
    .addHelpText('after', '\nExample:\n  medicosam models list --json')
    // As the default it is handed what is no command, too.
    .allowExcessArguments()
    .action((_, command: Command) =>
      start(async (context) => {
        const [unknown] = command.args;
        if (unknown !== undefined) throw unknownCommand(unknown, models);
        return (await import('../models/list-models.js')).listModels(context);
      }),
    );
};

const unknownCommand = (name: string, models: Command): UsageError =>
  new UsageError(
    `medicosam models has no command ${name}.`,
    `It has ${models.commands.map((command) => command.name()).join(', ')}.`,
  );

const addInfo: Add = (models, start) => {
  models
    .command('info')
    .description('what is known of a model: origin, hashes, licence, what it was trained with')
    .argument('<name>', 'a name of the registry or of the cache')
    .addHelpText('after', '\nExample:\n  medicosam models info vit_b_medical_imaging')
    .action((name: string) =>
      start(async (context) => (await import('../models/info-model.js')).infoModel(name, context)),
    );
};

const addPull: Add = (models, start) => {
  models
    .command('pull')
    .description('fetch a checkpoint, verify and convert it, and keep the model')
    .argument('<name|url>', 'a name of the registry, or an http, https or file address')
    .option('--name <name>', 'the model’s name in the cache, for an address')
    .option('--storage <list>', STORAGES)
    .option('--accept-licence', 'accept a licence that is unknown or does not permit every use')
    .option('--offline', 'use no network; also MEDICOSAM_OFFLINE=1')
    .addHelpText('after', PULL_HELP)
    .action((what: string, options) =>
      start(async (context) => (await import('../models/pull-model.js')).pullModel(what, options, context)),
    );
};

const addFile: Add = (models, start) => {
  models
    .command('add')
    .description('convert a checkpoint that is on this machine, and keep the model')
    .argument('<file>', 'the checkpoint; it is known by its hash, or by its tensors')
    .option('--name <name>', 'the model’s name in the cache')
    .option('--storage <list>', STORAGES)
    .addHelpText('after', ADD_HELP)
    .action((file: string, options) =>
      start(async (context) => (await import('../models/add-model.js')).addModel(file, options, context)),
    );
};

const addRemove: Add = (models, start) => {
  models
    .command('remove')
    .description('remove models from the cache')
    .argument('<name...>', 'their names')
    .addHelpText('after', '\nExample:\n  medicosam models remove vit_b')
    .action((names: string[]) =>
      start(async (context) => (await import('../models/remove-models.js')).removeModels(names, context)),
    );
};

const addVerify: Add = (models, start) => {
  models
    .command('verify')
    .description('hold the files of models in the cache against their hashes (exit code 4 where one differs)')
    .argument('[name...]', 'their names; all when none is given')
    .addHelpText('after', '\nExample:\n  medicosam models verify')
    .action((names: string[]) =>
      start(async (context) => (await import('../models/verify-models.js')).verifyModels(names, context)),
    );
};

const addPath: Add = (models, start) => {
  models
    .command('path')
    .description('print the folder of the cache, or of a model in it')
    .argument('[name]', 'the model')
    .addHelpText('after', '\nExample:\n  medicosam models path vit_b')
    .action((name: string | undefined) =>
      start(async (context) => (await import('../models/path-model.js')).pathModel(name, context)),
    );
};

const STORAGES =
  'one or more of fp32 (default), w16 (float16 on disk, float32 in computing), int8 (an encoder in 8 bits: CPU, wasm)';

const HELP = `
Names are what segment --model takes. Models are kept in MEDICOSAM_CACHE, or in the user's cache folder.

Examples:
  medicosam models
  medicosam models pull vit_b
  medicosam segment scan.png --point 120,88 --model vit_b
  medicosam models <command> --help`;

const PULL_HELP = `
Licence and citation are told first. A download that was cut off, or ended by Ctrl-C, goes on where it stopped. The
model appears whole or not at all. HTTPS_PROXY and NO_PROXY are heeded; MEDICOSAM_HUB_MIRROR names a folder or server
that is asked instead; MEDICOSAM_HUB_REGISTRY a folder of further entries.

Examples:
  medicosam models pull vit_b --storage w16
  medicosam models pull vit_b_medical_imaging --accept-licence
  medicosam models pull https://models.example.org/ours.pt --name ours`;

const ADD_HELP = `
Facts that neither hash nor tensors tell (normalisation, mask prompts) are given with medicosam convert instead.

Example:
  medicosam models add ~/Downloads/medsam_vit_b.pth`;
