import { usePredictor } from '@medicosam/react';
import type { ModelShelf } from '../../models/model-shelf.js';
import { titleOf } from '../../models/shelf-model.js';
import { useValue } from '../../page/value.js';

interface ModelNameProps {
  readonly shelf: ModelShelf;
  openModels(): void;
}

/** Which model is in use; a way to the others. */
export function ModelName({ shelf, openModels }: ModelNameProps) {
  const loaded = usePredictor().predictor?.info.manifest;
  const name = useValue(shelf.chosen);
  return (
    <button
      id="model-name"
      className="link"
      type="button"
      title="The model in use: choose another (L)"
      aria-haspopup="dialog"
      onClick={openModels}
    >
      {loaded ? titleOf(loaded) : (name ?? 'Default model')}
    </button>
  );
}
