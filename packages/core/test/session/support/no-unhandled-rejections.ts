import { afterEach, beforeEach, expect } from 'vitest';

/** Each test of the file fails where a rejection reached nobody. */
export function expectNoUnhandledRejections(): void {
  const rejections: unknown[] = [];
  const note = (reason: unknown) => rejections.push(reason);
  beforeEach(() => {
    process.on('unhandledRejection', note);
  });
  afterEach(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', note);
    expect(rejections.splice(0)).toEqual([]);
  });
}
