import type { RegistryEntry } from '@medicosam/hub/browser';
import { useState } from 'react';
import { byteText } from '../../models/byte-text.js';
import type { ModelShelf } from '../../models/model-shelf.js';
import { useValue } from '../../page/value.js';

/** Checkpoints that their authors published: where a person gets them. The page itself fetches nothing. */
export function PublicCheckpoints({ shelf }: { readonly shelf: ModelShelf }) {
  const [entries, setEntries] = useState<readonly RegistryEntry[]>();
  const kept = useValue(shelf.models);
  const lookUp = async () => setEntries(await shelf.publicEntries());
  return (
    <details className="public" id="public-checkpoints" onToggle={() => void (entries ?? lookUp())}>
      <summary>Public checkpoints</summary>
      <p className="quiet">
        This page connects to no other site, and nobody promises that the sites of these files let pages read
        them: follow a link to download the file, and drop it here. It is known by its hash then, with its
        licence and citation.
      </p>
      <ul className="model-list">
        {entries?.map((entry) => (
          <EntryRow key={entry.name} entry={entry} isKept={kept?.some(({ name }) => name === entry.name)} />
        ))}
      </ul>
    </details>
  );
}

interface EntryRowProps {
  readonly entry: RegistryEntry;
  readonly isKept: boolean | undefined;
}

function EntryRow({ entry, isKept = false }: EntryRowProps) {
  const { name, title, licence, citation, file, urls, page } = entry;
  const address = urls[0] ?? page;
  const size = entry.bytes ?? entry.approximateBytes;
  return (
    <li className="model" data-entry={name}>
      <div className="model-words">
        <strong>{title}</strong>
        <span className="quiet">
          {size !== null && `${entry.bytes === null ? 'about ' : ''}${byteText(size)} · `}
          {licence ?? 'licence unknown: make sure that you may use it'}
        </span>
        <span className="quiet cite">{citation.join('; ')}</span>
      </div>
      <div className="model-actions">
        {isKept && <span className="in-use">Kept</span>}
        {address !== null && (
          <a href={address} target="_blank" rel="noreferrer">
            {urls[0] === undefined ? 'Page' : file}
          </a>
        )}
      </div>
    </li>
  );
}
