import { byId } from './elements.js';

/** More of them say nothing more. */
const SHOWN = 30;

const shown: string[] = [];

/** What is odd about the images and labels that are open, beside them. */
export function addWarnings(warnings: readonly string[]): void {
  for (const warning of warnings) if (!shown.includes(warning)) shown.push(warning);
  const more = shown.length - SHOWN;
  const lines = more > 0 ? [...shown.slice(0, SHOWN), `… and ${more} more`] : shown;
  byId('warnings').hidden = lines.length === 0;
  byId('warning-list').replaceChildren(
    ...lines.map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }),
  );
}

/** Those of other images than before. */
export function resetWarnings(warnings: readonly string[]): void {
  shown.length = 0;
  addWarnings(warnings);
}
