import { readdirSync, readFileSync } from 'node:fs';

/** Parent and kind of a process, and the largest resident set it has had, kB; as Linux tells. */
interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly isRenderer: boolean;
  readonly peakKb: number;
}

function readFacts(pid: number): ProcessFacts | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const numberOf = (field: string) =>
      Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return {
      pid,
      parent: numberOf('PPid'),
      isRenderer: readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer'),
      peakKb: numberOf('VmHWM'),
    };
  } catch {
    // It ended while we looked.
    return undefined;
  }
}

/**
 * The largest resident set that a renderer below a browser process has had, MB: its page and workers. Linux only; NaN
 * elsewhere.
 */
export function rendererPeakMb(browserPid: number): number {
  let pids: number[];
  try {
    pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return Number.NaN;
  }
  const all = pids.flatMap((pid) => readFacts(pid) ?? []);
  const below = new Set([browserPid]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
  }
  const peaks = all.filter(({ pid, isRenderer }) => isRenderer && below.has(pid)).map(({ peakKb }) => peakKb);
  return peaks.length ? Math.max(...peaks) / 1024 : Number.NaN;
}
