import { Command } from 'commander';
import { addCache } from './commands/cache.js';
import { addConvert } from './commands/convert.js';
import { addDevices } from './commands/devices.js';
import { addInfo } from './commands/info.js';
import { addInspect } from './commands/inspect.js';
import { addModels } from './commands/models.js';
import { addSegment } from './commands/segment.js';
import type { CommandContext } from './context.js';
import type { ExitCode } from './exit-codes.js';
import type { Streams } from './run-cli.js';
import { VERSION } from './version.js';

/** Adds a command to the program; `start` runs its action and keeps its exit code. */
export type AddCommand = (program: Command, start: Start) => void;

/** Runs a command's action. */
type Start = (action: (context: CommandContext) => Promise<ExitCode>) => Promise<void>;

const COMMANDS: readonly AddCommand[] = [
  addSegment,
  addInfo,
  addConvert,
  addInspect,
  addModels,
  addCache,
  addDevices,
];

/**
 * The command line as commander sees it. Commander and not citty: the latter takes an option once (0.2.2), and
 * passes over options that it does not know.
 */
export function createProgram(
  context: CommandContext,
  { stdout, stderr }: Streams,
  onExitCode: (code: ExitCode) => void,
): Command {
  const program = new Command('medicosam')
    .description('Segments medical images with MedicoSAM and other models of the Segment Anything family.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpCommand(false)
    .addHelpText('after', HELP);
  const start: Start = async (action) => onExitCode(await action(context));
  for (const add of COMMANDS) add(program, start);
  for (const command of withSubcommands(program)) {
    command
      .exitOverride()
      .helpOption('-h, --help', 'print this help')
      .showSuggestionAfterError(true)
      .configureHelp({ showGlobalOptions: false })
      .configureOutput({
        writeOut: (text) => void stdout.write(text),
        writeErr: (text) => void stderr.write(text),
        // Commander throws what it would print; it is told once, in the form of all errors.
        outputError: () => undefined,
        getOutHelpWidth: () => stdout.columns ?? 100,
      });
    if (command === program) continue;
    command
      .option('--json', 'print the result as JSON')
      .option('--quiet', 'no progress and no notes on stderr')
      .option('--debug', 'print the stack of an error');
  }
  return program;
}

const withSubcommands = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
];

const HELP = `
Examples:
  medicosam segment scan.png --point 120,88 -o mask.png --overlay overlay.png
  medicosam segment images/ --prompts prompts.json -o masks/ --json
  medicosam info ct-series/
  medicosam convert vit_b_medicosam.pt -o ./medicosam-vit-b
  medicosam inspect vit_b_medicosam.pt
  medicosam models pull vit_b
  medicosam cache info
  medicosam devices

Results go to stdout, progress and errors to stderr. Exit codes: 0 done, 1 internal error, 2 usage,
3 bad input, 4 device or model, 130 interrupted.

Not a medical device: a person has to check every mask.`;
