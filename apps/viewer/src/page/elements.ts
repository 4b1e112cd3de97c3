/** An element of the page by its id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element ${id}.`);
  return element as T;
}

/** Radio buttons of a name, of which one is chosen. */
export function radios(name: string, onChoose: (value: string) => void) {
  const inputs = [...document.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)];
  for (const input of inputs) {
    input.addEventListener('change', () => {
      onChoose(input.value);
      // Keys are the page's, not the group's.
      input.blur();
    });
  }
  return {
    show(value: string) {
      for (const input of inputs) input.checked = input.value === value;
    },
  };
}
