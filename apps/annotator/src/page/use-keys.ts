import { useEffect, useRef } from 'react';

/** What is done for a key by its name; false leaves the key to others. */
type PressKey = (name: string, event: KeyboardEvent) => boolean;

/**
 * Hands over the keys of the whole page, before any element has them, except while the reader types, a button or slider has the key,
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

/** A key with its modifiers: `Enter`, `ctrl+s`, `shift+PageUp`. The command key counts as control. */
function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const isCharacter = key.length === 1;
  const isControl = ctrlKey || metaKey;
  // Of a character Shift is part: it may be what makes it.
  const isShifted = shiftKey && (!isCharacter || isControl);
  const name = isCharacter ? key.toLowerCase() : key;
  return `${isControl ? 'ctrl+' : ''}${altKey ? 'alt+' : ''}${isShifted ? 'shift+' : ''}${name}`;
}

function isTaken({ key, target }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  // A slider takes none but those that move it.
  if (target.matches('input[type="range"]')) return /^(Arrow|Page|Home|End)/.test(key);
  if (target.closest('input, textarea, select')) return true;
  return (key === 'Enter' || key === ' ') && target.closest('button, summary, a') !== null;
}
