import { readFileSync } from 'node:fs';

/**
 * The largest resident set that this process has had, MB. Linux's VmHWM, for `maxRSS` there starts at what the process
 * that forked this one had.
 */
export function ownPeakMb(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) / 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}
