import type { Position } from '@medicosam/core';
import { type CanvasTool, type SegmentationCanvasHandle, useMedicoSam } from '@medicosam/react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Annotation } from './annotation/annotation.js';
import type { ModelLoader } from './annotation/model-loader.js';
import { ImageClient } from './images/image-client.js';
import { FileInput } from './page/file-input.js';
import { useDrop } from './page/use-drop.js';
import { useKeys } from './page/use-keys.js';
import { useTheme } from './page/use-theme.js';
import { createValue, useValue } from './page/value.js';
import { SidePanel } from './panels/side-panel.js';
import { Stage } from './panels/stage.js';
import { StatusBar } from './panels/status-bar.js';
import { Toolbar } from './panels/toolbar.js';

/** The page. */
export function Annotator({ model }: { readonly model: Pick<ModelLoader, 'cancel'> }) {
  const sam = useMedicoSam();
  const [images] = useState(() => new ImageClient());
  const annotation = useMemo(() => new Annotation(sam.session, images, model), [sam.session, images, model]);
  const [tool, setTool] = useState<CanvasTool>('point');
  const [theme, toggleTheme] = useTheme();
  // Both change with every move of the pointer or the image: what shows them listens, the page does not.
  const [position] = useState(() => createValue<Position | undefined>(undefined));
  const [scale] = useState(() => createValue(1));
  const canvas = useRef<SegmentationCanvasHandle>(null);
  const [imageFile, sessionFile] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const isOver = useDrop(annotation.openFiles);

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
  const selectCandidate = (index: number) => {
    if (status === 'ready' && sam.candidates[index]) annotation.attempt(() => sam.selectCandidate(index));
  };
  const keys: Readonly<Record<string, () => void>> = {
    o: openImage,
    'ctrl+o': openImage,
    'ctrl+s': () => annotation.saveSession(),
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
      <Toolbar {...shared} {...{ canvas, scale, tool, setTool, openImage, openSession, toggleTheme }} />
      <Stage {...shared} {...{ canvas, images, tool, setTool, position, scale, openImage, isOver }} />
      <SidePanel {...shared} selectCandidate={selectCandidate} />
      <StatusBar {...shared} position={position} canCancel={isBusy} />
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
    </>
  );
}
