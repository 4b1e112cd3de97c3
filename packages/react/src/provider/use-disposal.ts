'use client';
import { useEffect } from 'react';

const waiting = new WeakMap<object, ReturnType<typeof setTimeout>>();

/**
 * Disposes of what a component holds once the component is gone. Not at once: StrictMode and hot reloading take effects
 * away and put them back in the same turn.
 */
export function useDisposal(held: { dispose(): Promise<void> } | undefined): void {
  useEffect(() => {
    if (!held) return undefined;
    clearTimeout(waiting.get(held));
    return () => {
      waiting.set(
        held,
        setTimeout(() => void held.dispose()),
      );
    };
  }, [held]);
}
