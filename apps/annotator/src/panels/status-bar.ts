import type { ImageSnapshot } from '@medicosam/core';
import type { Annotation } from '../annotation/annotation.js';
import { isAbort } from '../annotation/notice.js';
import type { CanvasView } from '../canvas/canvas-view.js';
import { isInside } from '../canvas/image-coordinates.js';
import { storedValue } from '../images/stored-value.js';
import { button, element, setText } from '../page/elements.js';
import { showOnChange } from '../page/value.js';

const STAGES: Readonly<Record<string, string>> = {
  download: 'Loading the model',
  open: 'Preparing the model',
  probe: 'Checking the device',
};

/** What the page is at, as an attribute of the page: for styles and tests. */
export function markStatus({ session, tasks }: Annotation): void {
  const mark = () => {
    document.documentElement.dataset['status'] = tasks.current.getSnapshot()
      ? 'busy'
      : session.getSnapshot().status;
  };
  session.subscribe(mark);
  tasks.current.subscribe(mark);
  mark();
}

/** What the page is at, how far it is, and a way to end it. */
export function showStatus(annotation: Annotation): void {
  const status = element('status', HTMLElement);
  const progress = element('progress', HTMLProgressElement);
  const cancel = button('cancel');
  cancel.addEventListener('click', () => annotation.cancel());
  const { session, tasks } = annotation;
  showOnChange([session, tasks.current], () => {
    const snapshot = session.getSnapshot();
    const doing = tasks.current.getSnapshot();
    const isBusy = doing !== undefined || ['loading', 'encoding', 'predicting'].includes(snapshot.status);
    const canCancel = doing !== undefined || ['loading', 'encoding'].includes(snapshot.status);
    setText(status, doing ? `${doing.label} …` : wordsFor(snapshot));
    progress.hidden = !isBusy;
    const fraction = doing ? undefined : snapshot.progress?.fraction;
    if (fraction === undefined) progress.removeAttribute('value');
    else progress.value = fraction;
    cancel.hidden = !canCancel;
  });
}

function wordsFor({ status, progress, prompts, mask, error }: ImageSnapshot): string {
  switch (status) {
    case 'idle':
      return 'No image';
    case 'loading':
      return `${STAGES[progress?.stage ?? ''] ?? 'Loading the model'} …`;
    case 'encoding':
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
export function showPixel(view: CanvasView, { document }: Pick<Annotation, 'document'>): void {
  const output = element('pixel', HTMLOutputElement);
  view.canvas.addEventListener('pointerleave', () => setText(output, undefined));
  view.canvas.addEventListener('pointermove', (event) => {
    const image = document.getSnapshot()?.image;
    const at = view.viewport.toImage(view.positionOf(event));
    if (!image || !isInside(at, image)) return setText(output, undefined);
    const [x, y] = [Math.round(at.x), Math.round(at.y)];
    const values = storedValue(image, x, y) ?? [];
    setText(output, `${x}, ${y}  =  ${values.map((value) => Number(value.toFixed(3))).join(' ')}`);
  });
}
