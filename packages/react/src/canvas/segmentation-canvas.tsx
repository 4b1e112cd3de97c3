'use client';
import { IDLE_IMAGE_SNAPSHOT } from '@medicosam/core';
import {
  type CSSProperties,
  type ForwardRefExoticComponent,
  forwardRef,
  type KeyboardEvent,
  type RefAttributes,
  type RefObject,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { describeSession } from './describe.js';
import type { CanvasTool } from './gestures.js';
import { imagePicture } from './image-picture.js';
import { KEYS_HELP, type Key, pressKey } from './keys.js';
import type { SegmentationCanvasHandle, SegmentationCanvasProps } from './props.js';
import { sceneOf } from './scene.js';
import type { Stage } from './stage.js';
import { useStage } from './use-stage.js';

const FRAME: CSSProperties = { position: 'relative', overflow: 'hidden' };
const CANVAS: CSSProperties = { display: 'block', width: '100%', height: '100%', touchAction: 'none' };
const UNSEEN: CSSProperties = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
};

/**
 * An image with the masks and prompts of a session on it, for hands and keys: click or tap, drag a box, move, zoom by
 * wheel or two fingers. It fills the element that its `className` or `style` gives it a size. An app can take it or
 * leave it: all it does goes through the session.
 *
 * @example
 * <SegmentationCanvas session={sam.session} style={{ height: 480 }} />
 */
export const SegmentationCanvas: ForwardRefExoticComponent<
  SegmentationCanvasProps & RefAttributes<SegmentationCanvasHandle>
> = forwardRef<SegmentationCanvasHandle, SegmentationCanvasProps>(function SegmentationCanvas(props, ref) {
  const { session, normalisation, picture, hidden, onError, describe = describeSession, label = 1 } = props;
  const { pixelAspect: aspect = 1, mirrorX = false, mirrorY = false, colorIndex } = props;
  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot, () => IDLE_IMAGE_SNAPSHOT);
  const [ownTool, setOwnTool] = useState(props.defaultTool ?? 'point');
  const [said, setSaid] = useState<{ readonly text: string; readonly of: typeof snapshot }>();
  const tool = props.tool ?? ownTool;
  const canvas = useRef<HTMLCanvasElement>(null);
  const { drag = 'pan', preview = true, onSecondaryDrag, onPosition, onViewChange, traceMask } = props;
  const settings = {
    session,
    tool,
    drag,
    label,
    onSecondaryDrag,
    onPosition,
    onViewChange,
    onError,
    traceMask,
  };
  const staged = useStage(canvas, { ...settings, hasPreview: preview && tool === 'point' });

  const image = props.image ?? snapshot.image;
  useEffect(() => {
    staged?.commands.run(() => {
      const shown = image && (picture ?? imagePicture(image, normalisation));
      const size = image ?? { width: 1, height: 1 };
      const seen = { image, picture: shown, size, aspect, mirrorX, mirrorY };
      staged.stage.show(sceneOf(session, snapshot, seen, hidden, colorIndex));
    });
  }, [
    staged,
    session,
    snapshot,
    image,
    picture,
    normalisation,
    hidden,
    aspect,
    mirrorX,
    mirrorY,
    colorIndex,
  ]);

  function press(key: Key): boolean {
    if (!staged) return false;
    const setTool = (next: CanvasTool) => {
      setOwnTool(next);
      props.onToolChange?.(next);
    };
    return pressKey(key, { ...staged, tool, setTool, say: (text) => setSaid({ text, of: snapshot }) });
  }
  function onKeyDown(event: KeyboardEvent<HTMLCanvasElement>): void {
    props.onKeyDown?.(event);
    if (!event.defaultPrevented && press(event)) event.preventDefault();
  }

  const stage = useRef<Stage>(undefined);
  const keys = useRef(press);
  useEffect(() => {
    stage.current = staged?.stage;
    keys.current = press;
  });
  useImperativeHandle(ref, () => handleOf(canvas, stage, keys), []);

  const help = useId();
  const cursor = tool === 'pan' ? 'grab' : 'crosshair';
  return (
    <div
      id={props.id}
      className={props.className}
      style={{ ...FRAME, ...props.style }}
      data-status={snapshot.status}
      data-tool={tool}
    >
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: keys mean what the canvas says they do */}
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-label={props['aria-label'] ?? 'Image to segment'}
        aria-describedby={help}
        aria-busy={['loading', 'encoding', 'predicting'].includes(snapshot.status)}
        style={{ ...CANVAS, cursor }}
        onKeyDown={onKeyDown}
      />
      <span id={help} style={UNSEEN}>
        {KEYS_HELP}
      </span>
      <output aria-live="polite" style={UNSEEN}>
        {said && said.of === snapshot ? said.text : describe(snapshot)}
      </output>
      {props.children}
    </div>
  );
});

/** There from the first layout on; before the stage is, nothing can be moved. */
const handleOf = (
  canvas: RefObject<HTMLCanvasElement | null>,
  stage: RefObject<Stage | undefined>,
  keys: RefObject<(key: Key) => boolean>,
): SegmentationCanvasHandle => ({
  get canvas() {
    return canvas.current;
  },
  get view() {
    return stage.current?.view;
  },
  fit: () => stage.current?.fit(),
  zoom: (factor) => stage.current?.zoom(factor),
  pan: (x, y) => stage.current?.pan({ x, y }),
  toImage: (pointer) => stage.current?.imageOf(pointer),
  toClient: (position) => stage.current?.clientOf(position),
  press: (key) => keys.current(key),
  redraw: () => stage.current?.redraw(),
});
