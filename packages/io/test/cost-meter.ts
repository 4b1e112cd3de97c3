import { readFileSync, writeFileSync } from 'node:fs';

/** Beyond ten times its file: a codec's heap, and what the engine itself takes in the meantime. */
export const CONSTANT_BYTES = 96 * 2 ** 20;

/** Of the processor's time, so that a busy machine does not count. */
export const SLOWEST_SECONDS = 2;

/** The most that a file cost, and which. */
interface Most {
  readonly cost: number;
  readonly of: string;
}

/** Notes the largest resident set from now on; false where the system cannot. */
function resetPeak(): boolean {
  try {
    // Linux: VmHWM then starts at what is resident now.
    writeFileSync('/proc/self/clear_refs', '5');
    return true;
  } catch {
    return false;
  }
}

const peakBytes = (): number =>
  1024 * Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);

/**
 * Notes what reading each of many files costs: processor seconds of the whole process, and memory beyond ten times the
 * file. Memory is what became resident while it was read, at its peak (on Linux), or what its arrays claim, touched or
 * not, once it is read, whichever is more.
 */
export class CostMeter {
  slowest: Most = { cost: 0, of: '' };
  largest: Most = { cost: 0, of: '' };

  async measure<T>(file: string, fileBytes: number, read: () => T | Promise<T>): Promise<T> {
    const isPeakKnown = resetPeak();
    const before = { cpu: process.cpuUsage(), ...this.#memory(isPeakKnown) };
    try {
      return await read();
    } finally {
      const { user, system } = process.cpuUsage(before.cpu);
      const { resident, arrays } = this.#memory(isPeakKnown);
      const grown = Math.max(resident - before.resident, arrays - before.arrays);
      const [seconds, excess] = [(user + system) / 1e6, grown - 10 * fileBytes];
      if (seconds > this.slowest.cost) this.slowest = { cost: seconds, of: file };
      if (excess > this.largest.cost) this.largest = { cost: excess, of: file };
    }
  }

  #memory(isPeakKnown: boolean) {
    const { arrayBuffers, rss } = process.memoryUsage();
    return { arrays: arrayBuffers, resident: isPeakKnown ? peakBytes() : rss };
  }
}
