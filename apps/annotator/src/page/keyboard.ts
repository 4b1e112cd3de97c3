/** A key with its modifiers: `Enter`, `ctrl+z`, `shift+ArrowUp`. The command key counts as control. */
function nameOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): string {
  const name = key.length === 1 ? key.toLowerCase() : key;
  const isShifted = shiftKey && (key.length > 1 || /[a-z ]/i.test(key));
  return `${ctrlKey || metaKey ? 'ctrl+' : ''}${altKey ? 'alt+' : ''}${isShifted ? 'shift+' : ''}${name === ' ' ? 'Space' : name}`;
}

/** Calls what a key is bound to, except while the reader types or a button has the key. */
export function bindKeys(keys: Readonly<Record<string, () => void>>): void {
  addEventListener('keydown', (event) => {
    const action = keys[nameOf(event)];
    if (!action || isTaken(event)) return;
    event.preventDefault();
    action();
  });
}

function isTaken({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select')) return true;
  return (key === 'Enter' || key === ' ') && target.closest('button, summary, a') !== null;
}
