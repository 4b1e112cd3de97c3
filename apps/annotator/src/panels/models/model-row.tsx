import { byteText } from '../../models/byte-text.js';
import type { ModelShelf } from '../../models/model-shelf.js';
import { networkText } from '../../models/network-text.js';
import { type ShelfModel, titleOf } from '../../models/shelf-model.js';
import { ModelFacts } from './model-facts.js';
import { RemoveModel } from './remove-model.js';

interface ModelRowProps {
  readonly shelf: ModelShelf;
  readonly model: ShelfModel;
  readonly isChosen: boolean;
  use(): void;
}

/** A model: what it is, what it takes, and what to do with it. */
export function ModelRow({ shelf, model, isChosen, use }: ModelRowProps) {
  const { name, manifest, bytes } = model;
  const title = titleOf(manifest);
  const licence = manifest.licence === 'unknown' ? 'licence unknown' : manifest.licence;
  return (
    <li className="model" data-name={name ?? ''} aria-current={isChosen || undefined}>
      <div className="model-words">
        <strong>{title}</strong>
        {name !== undefined && name !== title && <code>{name}</code>}
        {name === undefined && <span className="quiet">comes with the page</span>}
        <span className="quiet">
          {networkText(manifest)} · {byteText(bytes)} · {licence}
        </span>
      </div>
      <div className="model-actions">
        {isChosen ? (
          <span className="in-use">In use</span>
        ) : (
          <button className="use" type="button" aria-label={`Use ${title}`} onClick={use}>
            Use
          </button>
        )}
        {name !== undefined && <RemoveModel {...{ title, bytes }} remove={() => void shelf.remove(name)} />}
      </div>
      <ModelFacts {...{ shelf, model }} />
    </li>
  );
}
