/** How many threads a runtime computes on, in words. */
export const threadsText = (count: number): string => (count === 1 ? 'one thread' : `${count} threads`);
