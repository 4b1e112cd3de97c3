import { useEffect, useRef } from 'react';
import type { Annotation } from '../../annotation/annotation.js';
import type { ImageMemory } from '../../models/image-memory.js';
import type { ModelShelf } from '../../models/model-shelf.js';
import { useValue } from '../../page/value.js';
import { Icon } from '../icon.js';
import { NoticePanel } from '../notice-panel.js';
import { AddPanel } from './add-panel.js';
import { ImageMemoryPanel } from './image-memory-panel.js';
import { ModelRow } from './model-row.js';
import { PublicCheckpoints } from './public-checkpoints.js';
import { SpacePanel } from './space-panel.js';

interface ModelsDialogProps {
  readonly shelf: ModelShelf;
  readonly memory: ImageMemory;
  readonly annotation: Annotation;
  readonly isOpen: boolean;
  close(): void;
  chooseFile(): void;
  /** Whether files are held over the page. */
  readonly isOver: boolean;
}

/** The models there are: to choose, to add, to remove; and where others are. */
export function ModelsDialog(props: ModelsDialogProps) {
  const { shelf, memory, annotation, isOpen, close, chooseFile, isOver } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!isOpen) {
      dialog.current?.close();
      return;
    }
    dialog.current?.showModal();
    void shelf.refresh();
  }, [isOpen, shelf]);
  const models = useValue(shelf.models);
  const chosen = useValue(shelf.chosen);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is one beside the dialog; its key is Escape
    <dialog
      ref={dialog}
      id="models-dialog"
      className="models"
      aria-labelledby="models-title"
      onClose={close}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) close();
      }}
    >
      {isOpen && (
        <div className="models-content">
          <header>
            <h2 id="models-title">Models</h2>
            <button
              id="models-close"
              className="icon"
              type="button"
              title="Close (Escape)"
              aria-label="Close"
              onClick={close}
            >
              <Icon name="remove" />
            </button>
          </header>
          <NoticePanel annotation={annotation} />
          <AddPanel {...{ shelf, chooseFile, isOver }} />
          <ul className="model-list" id="model-list">
            {models?.map((model) => (
              <ModelRow
                key={model.name ?? ''}
                {...{ shelf, model }}
                isChosen={model.name === chosen}
                use={() => {
                  shelf.choose(model.name);
                  close();
                }}
              />
            ))}
          </ul>
          <SpacePanel shelf={shelf} />
          <ImageMemoryPanel memory={memory} />
          <PublicCheckpoints shelf={shelf} />
        </div>
      )}
    </dialog>
  );
}
