/** What was remembered under a name on an earlier visit. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(keyOf(name)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers it for the next visit; undefined forgets. Where storage is forbidden it lasts as long as the page. */
export function remember(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), value);
  } catch {
    // Nothing depends on it.
  }
}

const keyOf = (name: string): string => `medicosam-annotator-${name}`;
