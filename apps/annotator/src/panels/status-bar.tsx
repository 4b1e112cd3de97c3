import type { ImageSnapshot, Position } from '@medicosam/core';
import { isAbort } from '../annotation/notice.js';
import { storedValue } from '../images/stored-value.js';
import type { ModelShelf } from '../models/model-shelf.js';
import { useValue, type Value } from '../page/value.js';
import { DevicePanel } from './device-panel.js';
import { AddingProgress } from './models/adding-progress.js';
import { ModelName } from './models/model-name.js';
import type { PanelProps } from './props.js';

interface StatusBarProps extends PanelProps {
  readonly position: Value<Position | undefined>;
  readonly canCancel: boolean;
  readonly shelf: ModelShelf;
  openModels(): void;
}

const STAGES: Readonly<Record<string, string>> = {
  download: 'Loading the model',
  open: 'Preparing the model',
  probe: 'Checking the device',
};

/** What the page is at, how far it is, and a way to end it. */
export function StatusBar({ sam, annotation, position, canCancel, shelf, openModels }: StatusBarProps) {
  const task = useValue(annotation.tasks.current);
  const adding = useValue(shelf.adding);
  return (
    <footer className="status">
      <span className="pulse" />
      <span id="status" role="status">
        {task ? `${task.label} …` : wordsFor(sam)}
      </span>
      {(canCancel || sam.status === 'predicting') && (
        <progress id="progress" value={task ? undefined : sam.progress?.fraction} />
      )}
      {canCancel && (
        <button id="cancel" className="link" type="button" onClick={annotation.cancel}>
          Cancel
        </button>
      )}
      <span className="spacer" />
      {adding && <AddingProgress adding={adding} />}
      <Pixel {...{ annotation, position }} />
      <ModelName {...{ shelf, openModels }} />
      <DevicePanel />
      <span className="quiet disclaimer">Not a medical device</span>
    </footer>
  );
}

function wordsFor({ status, progress, prompts, mask, error }: ImageSnapshot): string {
  switch (status) {
    case 'idle':
      return 'No image';
    case 'loading':
      return `${STAGES[progress?.stage ?? ''] ?? 'Loading the model'} …`;
    case 'encoding':
      if (progress?.stage === 'restore') return 'Taking up what was read of the image before …';
      return prompts.length > 0 ? 'Reading the image; your prompts are next …' : 'Reading the image …';
    case 'predicting':
      return 'Segmenting …';
    case 'error':
      return isAbort(error) ? 'Cancelled' : 'Something went wrong';
    case 'ready':
      return mask ? 'Mask ready' : 'Ready: click an object, or drag a box around it';
  }
}

/** Where the pointer is, and what value is stored there. */
function Pixel({ annotation, position }: Pick<StatusBarProps, 'annotation' | 'position'>) {
  const image = useValue(annotation.document)?.image;
  const at = useValue(position);
  const [x, y] = [Math.round(at?.x ?? -1), Math.round(at?.y ?? -1)];
  const values = image && storedValue(image, x, y);
  return (
    <output id="pixel" aria-label="Pixel under the pointer" aria-live="off">
      {values && `${x}, ${y}  =  ${values.map((value) => Number(value.toFixed(3))).join(' ')}`}
    </output>
  );
}
