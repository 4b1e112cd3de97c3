import { recordSession } from '@medicosam/core';
import type { Annotation } from '../annotation/annotation.js';
import type { CanvasView } from '../canvas/canvas-view.js';
import { download } from '../page/download.js';
import { button, element, setText } from '../page/elements.js';
import { showOnChange } from '../page/value.js';

/** What the buttons of the toolbar do, for keys too. */
export interface Commands {
  openImage(): void;
  openSession(): void;
  saveSession(): void;
  undo(): void;
  redo(): void;
  fit(): void;
  zoom(factor: number): void;
}

/** The buttons above the image, and the choosing of files. */
export function bindToolbar(annotation: Annotation, view: CanvasView): Commands {
  const { session, document } = annotation;
  const imageFile = chooser('image-file', (file) => void annotation.openImage(file));
  const sessionFile = chooser('session-file', (file) => void annotation.openSession(file));
  const commands: Commands = {
    openImage: () => imageFile.click(),
    openSession: () => sessionFile.click(),
    saveSession: () => {
      const json = JSON.stringify(recordSession(session), null, 1);
      if (document.getSnapshot()) download('medicosam-session.json', json, 'application/json');
    },
    undo: () => void session.undo(),
    redo: () => void session.redo(),
    fit: () => {
      view.viewport.fit();
      view.redraw();
    },
    zoom: (factor) => {
      view.viewport.zoom(factor);
      view.redraw();
    },
  };
  const on = (id: string, action: () => void) => {
    const found = button(id);
    found.addEventListener('click', action);
    return found;
  };
  on('open-image', commands.openImage);
  on('choose-image', commands.openImage);
  on('open-session', commands.openSession);
  const save = on('save-session', commands.saveSession);
  const [undo, redo] = [on('undo', commands.undo), on('redo', commands.redo)];
  const needImage = [
    on('fit', commands.fit),
    on('zoom-in', () => commands.zoom(1.25)),
    on('zoom-out', () => commands.zoom(0.8)),
  ];
  const [zoom, name] = [element('zoom', HTMLOutputElement), element('file-name', HTMLElement)];
  const welcome = element('welcome', HTMLElement);

  showOnChange([session, document, view.changes], () => {
    const { canUndo, canRedo, objects, prompts } = session.getSnapshot();
    const shown = document.getSnapshot();
    undo.disabled = !canUndo;
    redo.disabled = !canRedo;
    save.disabled = objects.length === 0 && prompts.length === 0;
    for (const each of needImage) each.disabled = !shown;
    welcome.hidden = shown !== undefined;
    setText(zoom, shown ? `${Math.round(100 * view.viewport.scale)} %` : '–');
    setText(name, shown && `${shown.fileName}  ${shown.image.width} × ${shown.image.height}`);
  });
  return commands;
}

function chooser(id: string, open: (file: File) => void): HTMLInputElement {
  const input = element(id, HTMLInputElement);
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    // The same file can be chosen again.
    input.value = '';
    if (file) open(file);
  });
  return input;
}
