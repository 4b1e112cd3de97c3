import type { Position } from '@medicosam/core';
import { type CanvasTool, type SegmentationCanvasHandle, useMedicoSam } from '@medicosam/react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Annotation } from './annotation/annotation.js';
import type { Notice } from './annotation/notice.js';
import { ImageClient } from './images/image-client.js';
import type { PickedFile } from './images/picked-file.js';
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
  const [imageFile, folder, labelFile, sessionFile, modelFile] = [
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
  ];
  const [hasModels, setHasModels] = useState(false);
  // What is dropped on the models is meant to be one, whatever its name.
  const addModel = useCallback(
    ([picked]: readonly PickedFile[]) => void (picked && shelf.add(picked.file)),
    [shelf],
  );
  const isOver = useDrop(hasModels ? addModel : annotation.files.openAny, annotation.refuse);

  const { status, error } = sam;
  const isWorking = useValue(annotation.tasks.current) !== undefined;
  // A slice that is read is left by going to another one.
  const isBusy = isWorking || status === 'loading' || (status === 'encoding' && !annotation.hasSlices);
  // For styles and tests.
  useLayoutEffect(() => {
    document.documentElement.dataset['status'] = isWorking ? 'busy' : status;
  }, [isWorking, status]);
  useEffect(() => annotation.tell(error), [annotation, error]);
  useEffect(() => canvas.current?.redraw(), [theme]);

  const openImage = () => imageFile.current?.click();
  const openFolder = () => folder.current?.click();
  const openLabels = () => labelFile.current?.click();
  const openSession = () => sessionFile.current?.click();
  const openModels = () => setHasModels(true);
  const selectCandidate = (index: number) => {
    if (status === 'ready' && sam.candidates[index]) annotation.attempt(() => sam.selectCandidate(index));
  };
  const keys: Readonly<Record<string, () => void>> = {
    o: openImage,
    'ctrl+o': openImage,
    'ctrl+s': () => annotation.sessions.save(),
    l: openModels,
    f: () => canvas.current?.fit(),
    n: annotation.beginObject,
    Enter: annotation.keep,
    'ctrl+z': () => annotation.travel('undo'),
    'ctrl+shift+z': () => annotation.travel('redo'),
    'ctrl+y': () => annotation.travel('redo'),
    ...(annotation.hasSlices && {
      PageUp: () => annotation.step(-1),
      PageDown: () => annotation.step(1),
      'shift+PageUp': () => annotation.step(-10),
      'shift+PageDown': () => annotation.step(10),
      Home: () => annotation.step(-Infinity),
      End: () => annotation.step(Infinity),
    }),
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
        {...{
          canvas,
          scale,
          tool,
          setTool,
          openImage,
          openFolder,
          openLabels,
          openSession,
          openModels,
          toggleTheme,
        }}
      />
      <Stage
        {...shared}
        {...{ canvas, images, tool, setTool, position, scale, openImage, openFolder, isOver }}
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
      <FileInput ref={imageFile} id="image-file" multiple open={annotation.files.openAny} />
      <FileInput ref={folder} id="image-folder" folder open={annotation.files.openAny} />
      <FileInput ref={labelFile} id="label-file" multiple open={annotation.labels.open} />
      <FileInput
        ref={sessionFile}
        id="session-file"
        accept="application/json,.json"
        open={([picked]) => void (picked && annotation.sessions.open(picked.file))}
      />
      <FileInput ref={modelFile} id="model-file" accept={CHECKPOINT_TYPES} open={addModel} />
    </>
  );
}
