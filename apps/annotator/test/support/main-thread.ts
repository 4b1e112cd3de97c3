/// <reference lib="dom" />
import type { Browser, Page } from '@medicosam/in-chromium';

/** A task of the page's main thread, in milliseconds. */
interface MainThreadTask {
  /** What the clock says, waiting for a processor included. */
  readonly durationMs: number;
  /** What a processor worked for it. */
  readonly workMs: number;
}

/** In the page: collects what its long-task observer reports, from the first moment on. */
export function observeLongTasks(): void {
  const longTasks: number[] = [];
  Object.assign(globalThis, { longTasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
}

/**
 * What the main thread does while `work` is done: the durations that the long-task observer reported, and all tasks from
 * Chromium's own trace, which knows how long each had a processor.
 */
export async function watchMainThread(browser: Browser, page: Page, work: () => Promise<void>) {
  const observed = () =>
    page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks.splice(0));
  await observed();
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  let trace: Buffer;
  let longTasks: readonly number[];
  try {
    await work();
    longTasks = await observed();
  } finally {
    trace = await browser.stopTracing();
  }
  return { longTasks, tasks: mainThreadTasks(trace) };
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

function mainThreadTasks(trace: Buffer): readonly MainThreadTask[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  return traceEvents
    .filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && mainThreads.has(threadOf(event)))
    .map(({ dur = 0, tdur }) => {
      if (tdur === undefined && dur >= 45_000)
        throw new Error('The trace does not say what a long task worked.');
      return { durationMs: dur / 1000, workMs: (tdur ?? 0) / 1000 };
    });
}
