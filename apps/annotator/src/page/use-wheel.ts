import { type RefObject, useEffect, useRef } from 'react';

/** A mouse's wheel moves so far by a notch, in CSS pixels; a pad in smaller steps. */
const NOTCH = 100;

/**
 * Takes the wheel over an element by whole notches, before those within have it. With Ctrl, which is how a pinch comes, it is left
 * to them.
 *
 * @param turn hears of notches, down as positive; undefined leaves the wheel to others.
 */
export function useWheel(
  element: RefObject<HTMLElement | null>,
  turn: ((by: number) => void) | undefined,
): void {
  const latest = useRef(turn);
  useEffect(() => {
    latest.current = turn;
  });
  useEffect(() => {
    let rolled = 0;
    const onWheel = (event: WheelEvent) => {
      if (!latest.current || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      rolled += event.deltaMode === WheelEvent.DOM_DELTA_LINE ? (event.deltaY * NOTCH) / 3 : event.deltaY;
      const notches = Math.trunc(rolled / NOTCH);
      if (notches === 0) return;
      rolled -= notches * NOTCH;
      latest.current(notches);
    };
    const target = element.current;
    target?.addEventListener('wheel', onWheel, { capture: true, passive: false });
    return () => target?.removeEventListener('wheel', onWheel, { capture: true });
  }, [element]);
}
