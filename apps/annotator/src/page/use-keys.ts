import { useEffect, useRef } from 'react';

/** What is done for a key by its name; false leaves the key to others. */
type PressKey = (name: string, event: KeyboardEvent) => boolean;

/**
 * Hands over the keys of the whole page, before any element has them, except while the reader types, a button has the key,
 * or a dialog is open.
 */
export function useKeys(press: PressKey): void {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isTaken(event) && latest.current(nameOf(event), event)) event.preventDefault();
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

/** A key with its modifiers: `Enter`, `ctrl+s`. The command key counts as control. */
function nameOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): string {
  const name = key.length === 1 ? key.toLowerCase() : key;
  return `${ctrlKey || metaKey ? 'ctrl+' : ''}${altKey ? 'alt+' : ''}${name}`;
}

function isTaken({ key, target }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select')) return true;
  return (key === 'Enter' || key === ' ') && target.closest('button, summary, a') !== null;
}
