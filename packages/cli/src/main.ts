import { EXIT_CODES } from './exit-codes.js';
import { runCli } from './run-cli.js';

const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // Once: stop, clean up and end. Twice: end.
    if (controller.signal.aborted) process.exit(EXIT_CODES.interrupted);
    controller.abort();
  });
}
// A reader that has seen enough, such as head, closes the pipe: nothing is wrong then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT_CODES.done);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), process, controller.signal);
