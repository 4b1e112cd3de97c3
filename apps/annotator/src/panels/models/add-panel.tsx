import type { ModelShelf } from '../../models/model-shelf.js';
import { useValue } from '../../page/value.js';
import { AddingProgress } from './adding-progress.js';

interface AddPanelProps {
  readonly shelf: ModelShelf;
  chooseFile(): void;
  readonly isOver: boolean;
}

/** Where a checkpoint is dropped, and how far it is on its way. */
export function AddPanel({ shelf, chooseFile, isOver }: AddPanelProps) {
  const adding = useValue(shelf.adding);
  return (
    <section className="add-model" data-over={isOver} aria-label="Add a model">
      {adding ? (
        <AddingProgress adding={adding} />
      ) : (
        <>
          <p>
            Drop a checkpoint here: <kbd>.pt</kbd> <kbd>.pth</kbd> <kbd>.safetensors</kbd>
          </p>
          <button id="choose-model" type="button" onClick={chooseFile}>
            Choose a file
          </button>
          <p className="quiet">
            SAM, MedSAM, micro-sam, MedicoSAM or MobileSAM, yours or a public one. It is converted and kept in
            this browser; nothing is sent anywhere, and nothing in the file is run.
          </p>
        </>
      )}
    </section>
  );
}
