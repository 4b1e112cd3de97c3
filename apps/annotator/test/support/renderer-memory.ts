import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** The processes below this one in which Chromium runs pages with their workers; as Linux tells. */
function renderers(): readonly string[] {
  const parents = new Map<string, string>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1];
    if (parent) parents.set(pid, parent);
  }
  const isBelow = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || isBelow(parents.get(pid)));
  return [...parents.keys()].filter(
    (pid) => isBelow(pid) && read(`/proc/${pid}/cmdline`).includes('--type=renderer'),
  );
}

/** Empty of a process that has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Begins to measure anew. */
export function resetRendererPeak(): void {
  for (const pid of renderers()) {
    try {
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
    } catch (error) {
      // It ended meanwhile.
      if (read(`/proc/${pid}/status`) !== '') throw error;
    }
  }
}

/** The largest resident sets that all renderers have had since, together, MB: no less than what they had at a time. */
export function rendererPeakMb(): number {
  const peaks = renderers().map((pid) =>
    Number(/^VmHWM:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0),
  );
  return Math.round(peaks.reduce((sum, peak) => sum + peak, 0) / 1024);
}
