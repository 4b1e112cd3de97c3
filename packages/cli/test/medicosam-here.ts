import { runCli } from '../src/index.js';
import type { Run } from './medicosam.js';

/** Runs the command line in this process, for what does not depend on having one of its own: it takes half a second. */
export async function medicosamHere(args: readonly string[]): Promise<Run> {
  let [stdout, stderr] = ['', ''];
  const streams = {
    stdout: {
      write(text: string) {
        stdout += text;
        return true;
      },
    },
    stderr: {
      write(text: string) {
        stderr += text;
        return true;
      },
    },
  };
  const code = await runCli(args, streams, new AbortController().signal);
  return { code, stdout, stderr };
}
