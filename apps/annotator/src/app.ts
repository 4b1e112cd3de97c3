import { Annotation } from './annotation/annotation.js';
import { CanvasView } from './canvas/canvas-view.js';
import { crossKeys } from './canvas/keyboard-cross.js';
import { Outlines } from './canvas/outlines.js';
import { bindPointer } from './canvas/pointer.js';
import { Viewport } from './canvas/viewport.js';
import { ImageClient } from './images/image-client.js';
import { bindDrop } from './page/drop-files.js';
import { button, element } from './page/elements.js';
import { bindKeys } from './page/keyboard.js';
import { bindTheme } from './page/theme.js';
import { showCurrentObject } from './panels/current-object.js';
import { showDevice } from './panels/device-panel.js';
import { showNotices } from './panels/notice-panel.js';
import { showObjectList } from './panels/object-list.js';
import { markStatus, showPixel, showStatus } from './panels/status-bar.js';
import { bindToolbar } from './panels/toolbar.js';
import { showWindowPanel } from './panels/window-panel.js';

/** Puts the annotator on the page that has its elements. */
export function startApp(): void {
  const images = new ImageClient();
  const annotation = new Annotation(images);
  const view = new CanvasView(
    element('canvas', HTMLCanvasElement),
    new Viewport(),
    annotation,
    (onTraced) => new Outlines(images, onTraced),
  );
  const pointer = bindPointer(view, annotation);
  const commands = bindToolbar(annotation, view);
  const theme = button('theme');
  bindTheme(theme);
  theme.addEventListener('click', () => view.redraw());
  bindDrop(element('drop-hint', HTMLElement), (files) => void annotation.openFiles(files));
  showCurrentObject(annotation);
  showObjectList(annotation);
  showWindowPanel({
    document: annotation.document,
    setWindow: (window) => void annotation.setWindow(window),
  });
  markStatus(annotation);
  showStatus(annotation);
  showPixel(view, annotation);
  showDevice(annotation.session);
  showNotices(annotation);

  const cancelOrClear = () => {
    const isDragging = view.hints.getSnapshot().box !== undefined;
    pointer.cancel();
    if (isDragging) return;
    if (document.documentElement.dataset['status'] === 'ready') annotation.session.reset();
    else annotation.cancel();
  };
  bindKeys({
    ...crossKeys(view, annotation),
    o: commands.openImage,
    'ctrl+o': commands.openImage,
    'ctrl+s': commands.saveSession,
    'ctrl+z': commands.undo,
    'ctrl+shift+z': commands.redo,
    'ctrl+y': commands.redo,
    f: commands.fit,
    '+': () => commands.zoom(1.25),
    '=': () => commands.zoom(1.25),
    '-': () => commands.zoom(0.8),
    Enter: () => annotation.keepObject(),
    Escape: cancelOrClear,
    ...Object.fromEntries(
      [0, 1, 2].map((index) => [`${index + 1}`, () => annotation.selectCandidate(index)]),
    ),
  });
}
