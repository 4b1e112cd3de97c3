import type { StorageEstimate } from '@medicosam/hub/browser';
import { byteText } from '../../models/byte-text.js';
import type { ModelShelf } from '../../models/model-shelf.js';
import { useValue } from '../../page/value.js';

/** What is taken of the browser's storage, and whether it stays. */
export function SpacePanel({ shelf }: { readonly shelf: ModelShelf }) {
  const space = useValue(shelf.space);
  if (!space) return undefined;
  const { usedBytes, quotaBytes, persisted } = space;
  return (
    <section className="space" id="model-space" data-persisted={persisted} aria-label="Storage">
      {usedBytes !== null && quotaBytes !== null && (
        <meter aria-label="Storage used" max={quotaBytes || 1} value={usedBytes} />
      )}
      <span>
        {spaceText(space)}{' '}
        {persisted ? 'What is kept stays until you remove it.' : 'May be cleared when space is short.'}
        {!persisted && (
          <button id="persist" className="link" type="button" onClick={() => void shelf.persist()}>
            Ask the browser not to
          </button>
        )}
      </span>
    </section>
  );
}

/** Of all that the site keeps, models or not. */
function spaceText({ usedBytes, quotaBytes }: StorageEstimate): string {
  if (usedBytes === null || quotaBytes === null) return 'The browser does not say how much is used.';
  return `${byteText(usedBytes)} used, ${byteText(Math.max(0, quotaBytes - usedBytes))} free.`;
}
