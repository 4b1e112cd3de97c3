import { CommanderError } from 'commander';
import { describeError, stackText } from './errors.js';
import { EXIT_CODES, type ExitCode } from './exit-codes.js';
import { Output, type TextStream } from './output.js';
import { createProgram } from './program.js';
import { UsageError } from './usage-error.js';

/** Where the command line writes. Node's `process` fits. */
export interface Streams {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}

/**
 * Runs `medicosam` with arguments, as the executable does, and says what to end with. Never throws.
 *
 * @param args - without `node` and the script
 * @param signal - aborted by Ctrl-C; what is half written is removed
 */
export async function runCli(
  args: readonly string[],
  { stdout, stderr }: Streams,
  signal: AbortSignal,
): Promise<ExitCode> {
  // Read before parsing, so that errors of parsing are told in the way that was asked for.
  const flags = new Set(args.slice(0, args.includes('--') ? args.indexOf('--') : undefined));
  const output = new Output({ json: flags.has('--json'), quiet: flags.has('--quiet'), stdout, stderr });
  let exitCode: ExitCode = EXIT_CODES.done;
  const program = createProgram({ output, signal }, { stdout, stderr }, (code) => {
    exitCode = code;
  });
  try {
    if (args.length === 0)
      throw new UsageError('No command was given.', 'medicosam --help lists the commands.');
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT_CODES.done;
    return reportError(error, output, signal, flags.has('--debug'));
  } finally {
    output.clear();
  }
}

function reportError(error: unknown, output: Output, signal: AbortSignal, isDebug: boolean): ExitCode {
  const { report, exitCode } = signal.aborted
    ? { report: { code: 'INTERRUPTED', message: 'Interrupted.' }, exitCode: EXIT_CODES.interrupted }
    : describeError(error instanceof CommanderError ? usageErrorOf(error) : error);
  output.error(report);
  if (isDebug) output.problem(stackText(error));
  return exitCode;
}

/** Commander's words, without its prefix. */
function usageErrorOf({ message }: CommanderError): UsageError {
  const [what = message, ...rest] = message.replace(/^error: /, '').split('\n');
  const suggestion = rest.join(' ').replace(/^\(|\)$/g, '');
  const sentence = what.charAt(0).toUpperCase() + what.slice(1);
  return new UsageError(sentence.endsWith('.') ? sentence : `${sentence}.`, suggestion || undefined);
}
