import type { Position } from '@medicosam/core';
import { type CanvasTool, type SegmentationCanvasHandle, useMedicoSam } from '@medicosam/react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Annotation } from './annotation/annotation.js';
import type { Notice } from './annotation/notice.js';
import { ImageClient } from './images/image-client.js';
import { CHECKPOINT_TYPES } from './models/checkpoint-file.js';
import type { ImageMemory } from './models/image-memory.js';
import type { ModelInUse } from './models/model-in-use.js';
import type { ModelShelf } from './models/model-shelf.js';
import { FileInput } from './page/file-input.js';
import { useDrop } from './page/use-drop.js';
import { useKeys } from './page/use-keys.js';
import { useTheme } from './page/use-theme.js';
import { createValue, useValue, type Value } from './page/value.js';
import { ModelsDialog } from './panels/models/models-dialog.js';
import { SidePanel } from './panels/side-panel.js';
import { Stage } from './panels/stage.js';
import { StatusBar } from './panels/status-bar.js';
import { Toolbar } from './panels/toolbar.js';

interface AnnotatorProps {
  readonly model: ModelInUse;
  readonly shelf: ModelShelf;
  readonly memory: ImageMemory;
  readonly notice: Value<Notice | undefined>;
}

/** The page. */
export function Annotator({ model, shelf, memory, notice }: AnnotatorProps) {
  const sam = useMedicoSam();
  const [images] = useState(() => new ImageClient());
  const { session } = sam;
  const annotation = useMemo(
    () => new Annotation({ session, images, model, shelf, notice }),
    [session, images, model, shelf, notice],
  );
  useEffect(() => shelf.chosen.subscribe(() => void annotation.changeModel()), [shelf, annotation]);
  const [tool, setTool] = useState<CanvasTool>('point');
  const [theme, toggleTheme] = useTheme();
  // Both change with every move of the pointer or the image: what shows them listens, the page does not.
  const [position] = useState(() => createValue<Position | undefined>(undefined));
  const [scale] = useState(() => createValue(1));
  const canvas = useRef<SegmentationCanvasHandle>(null);
  const [imageFile, sessionFile, modelFile] = [
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
  ];
  const [hasModels, setHasModels] = useState(false);
  const addModel = useCallback((file: File) => void shelf.add(file), [shelf]);
  // What is dropped on the models is meant to be one, whatever its name.
  const addDropped = useCallback(([file]: readonly File[]) => file && addModel(file), [addModel]);
  const isOver = useDrop(hasModels ? addDropped : annotation.openFiles);

  const { status, error } = sam;
  const isWorking = useValue(annotation.tasks.current) !== undefined;
  const isBusy = isWorking || status === 'loading' || status === 'encoding';
  // For styles and tests.
  useLayoutEffect(() => {
    document.documentElement.dataset['status'] = isWorking ? 'busy' : status;
  }, [isWorking, status]);
  useEffect(() => annotation.tell(error), [annotation, error]);
  useEffect(() => canvas.current?.redraw(), [theme]);

  const openImage = () => imageFile.current?.click();
  const openSession = () => sessionFile.current?.click();
  const openModels = () => setHasModels(true);
  const selectCandidate = (index: number) => {
    if (status === 'ready' && sam.candidates[index]) annotation.attempt(() => sam.selectCandidate(index));
  };
  const keys: Readonly<Record<string, () => void>> = {
    o: openImage,
    'ctrl+o': openImage,
    'ctrl+s': () => annotation.saveSession(),
    l: openModels,
    f: () => canvas.current?.fit(),
    1: () => selectCandidate(0),
    2: () => selectCandidate(1),
    3: () => selectCandidate(2),
    ...(isBusy && { Escape: annotation.cancel }),
  };
  useKeys((name, event) => {
    const stage = canvas.current;
    // Of a box that is being dragged, Escape ends that alone.
    const isDragging = stage?.canvas?.matches(':active');
    const action = isDragging ? undefined : keys[name];
    action?.();
    // All others are the canvas's, wherever the focus is.
    return action !== undefined || (event.target !== stage?.canvas && (stage?.press(event) ?? false));
  });

  const shared = { sam, annotation };
  return (
    <>
      <Toolbar
        {...shared}
        {...{ canvas, scale, tool, setTool, openImage, openSession, openModels, toggleTheme }}
      />
      <Stage
        {...shared}
        {...{ canvas, images, tool, setTool, position, scale, openImage, isOver }}
        isCovered={hasModels}
      />
      <SidePanel {...shared} selectCandidate={selectCandidate} />
      <StatusBar {...shared} {...{ position, shelf, openModels }} canCancel={isBusy} />
      <ModelsDialog
        {...{ shelf, memory, annotation, isOver }}
        isOpen={hasModels}
        close={() => setHasModels(false)}
        chooseFile={() => modelFile.current?.click()}
      />
      <FileInput
        ref={imageFile}
        id="image-file"
        accept="image/png,image/jpeg,.png,.jpg,.jpeg"
        open={annotation.openImage}
      />
      <FileInput
        ref={sessionFile}
        id="session-file"
        accept="application/json,.json"
        open={annotation.openSession}
      />
      <FileInput ref={modelFile} id="model-file" accept={CHECKPOINT_TYPES} open={addModel} />
    </>
  );
}
