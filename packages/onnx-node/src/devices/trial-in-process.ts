import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Trial } from './try-device.js';

/** A WebGPU adapter in software takes its time; nothing else comes near this. */
const PATIENCE_MS = 30_000;

/**
 * Tries a device in a process of its own (0.1 s): a provider that crashes, prints to stderr or leaves its library in
 * a bad state does so there. Never rejects.
 */
export function trialInProcess(provider: string): Promise<Trial> {
  return new Promise((resolve) => {
    const entry = fileURLToPath(new URL('./try-device-process.js', import.meta.url));
    const child = fork(entry, [provider], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      // Under Electron `process.execPath` is the application.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const end = (trial: Trial) => {
      clearTimeout(timer);
      resolve(trial);
    };
    const timer = setTimeout(() => {
      end({ usable: false, reason: `it did not answer in ${PATIENCE_MS / 1000} s.` });
      child.kill('SIGKILL');
    }, PATIENCE_MS);
    child.once('message', (trial) => end(trial as Trial));
    child.once('error', (error) =>
      end({ usable: false, reason: `it could not be tried: ${error.message}.` }),
    );
    child.once('exit', (code, signal) => {
      const silent = () =>
        end({ usable: false, reason: `the process that tried it ended with ${signal ?? `code ${code}`}.` });
      // On a busy machine its end may be heard before its last words, which come before the channel is closed.
      if (child.connected) child.once('disconnect', () => setImmediate(silent));
      else setImmediate(silent);
    });
  });
}
