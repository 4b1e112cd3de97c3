/** The element of an id, which the page has. */
export function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} with the id ${id}.`);
}

export const button = (id: string) => element(id, HTMLButtonElement);

/** What a person reads in it; an element without text takes no place. */
export function setText(target: HTMLElement, text: string | undefined): void {
  if (target.textContent !== (text ?? '')) target.textContent = text ?? '';
}
