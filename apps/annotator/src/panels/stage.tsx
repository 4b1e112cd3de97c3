import type { BinaryMask, Position, Rle } from '@medicosam/core';
import {
  type CanvasTool,
  type MedicoSam,
  SegmentationCanvas,
  type SegmentationCanvasHandle,
} from '@medicosam/react';
import { type RefObject, useCallback, useMemo, useRef } from 'react';
import type { Annotation } from '../annotation/annotation.js';
import type { OpenDocument } from '../annotation/document.js';
import { listedObjects } from '../annotation/listed-objects.js';
import type { ImageClient } from '../images/image-client.js';
import { ringsPath } from '../images/rings-path.js';
import { mirrorOf, pixelAspect } from '../images/slice-axes.js';
import { moveWindow } from '../images/value-window.js';
import { useWheel } from '../page/use-wheel.js';
import { useValue, type Value } from '../page/value.js';
import { EdgeLetters } from './edge-letters.js';
import { NoticePanel } from './notice-panel.js';
import type { PanelProps } from './props.js';
import { SliceBar } from './slice-bar.js';
import { Welcome } from './welcome.js';

interface StageProps extends PanelProps {
  readonly canvas: RefObject<SegmentationCanvasHandle | null>;
  readonly images: ImageClient;
  readonly tool: CanvasTool;
  setTool(tool: CanvasTool): void;
  readonly position: Value<Position | undefined>;
  readonly scale: Value<number>;
  openImage(): void;
  openFolder(): void;
  /** Whether files are held over the page. */
  readonly isOver: boolean;
  /** Whether a dialog lies over the page, and says what there is to say. */
  readonly isCovered: boolean;
}

/** The image, and what lies over it. */
export function Stage(props: StageProps) {
  const { sam, annotation, images } = props;
  const shown = useValue(annotation.document);
  const frame = useRef<HTMLDivElement>(null);
  const hasSlices = shown !== undefined && annotation.hasSlices;
  const mirror = shown && mirrorOf(shown.volume, shown.place.axis);
  useWheel(frame, hasSlices ? (by) => annotation.step(by) : undefined);
  const traceMask = useCallback(
    async (mask: BinaryMask | Rle) => ringsPath(await images.run('outline', mask)),
    [images],
  );
  const moveShownWindow = (dx: number, dy: number) => {
    if (!shown?.range || !shown.window) return;
    const by = { center: -dy / 400, width: dx / 400 };
    void annotation.setWindow(moveWindow(shown.window, shown.range, by));
  };
  return (
    <main
      className="stage"
      id="stage"
      // For tests: what is seen, which the slider is ahead of.
      data-slice={shown && `${shown.place.axis}${shown.place.index}`}
    >
      <div className="frame" ref={frame}>
        <SegmentationCanvas
          ref={props.canvas}
          className="canvas"
          session={sam.session}
          image={shown?.image}
          picture={shown?.bitmap}
          pixelAspect={shown && pixelAspect(shown.volume, shown.place.axis)}
          mirrorX={mirror?.x}
          mirrorY={mirror?.y}
          hidden={useHidden(sam, annotation, shown)}
          colorIndex={useActive(sam, annotation)?.colorIndex}
          tool={props.tool}
          onToolChange={props.setTool}
          drag="box"
          preview={false}
          traceMask={traceMask}
          onSecondaryDrag={moveShownWindow}
          onPosition={props.position.set}
          onViewChange={({ scale }) => props.scale.set(scale)}
          onError={annotation.refuse}
          describe={NOTHING}
          aria-label="Image"
        />
        {shown && <EdgeLetters shown={shown} />}
        {!props.isCovered && <NoticePanel annotation={annotation} />}
      </div>
      <SliceBar annotation={annotation} />
      {!shown && <Welcome openImage={props.openImage} openFolder={props.openFolder} />}
      <div className="drop-hint" id="drop-hint" hidden={!props.isOver}>
        Drop an image, a folder, labels, a session or a model here
      </div>
    </main>
  );
}

/** The object that the next mask is part of. */
export function useActive(_sam: MedicoSam, annotation: Annotation) {
  useValue(annotation.active.colorIndex);
  useValue(annotation.document);
  return annotation.active.current;
}

/** Ids of what is not drawn: what the reader hid, and the mask that the one in the making would replace. */
function useHidden(
  { objects, target, mask }: MedicoSam,
  annotation: Annotation,
  shown: OpenDocument | undefined,
): ReadonlySet<string> {
  const keys = useValue(annotation.hidden);
  const active = useValue(annotation.active.colorIndex);
  const volume = shown?.volume;
  return useMemo(() => {
    const listed = volume ? listedObjects(objects, volume, target) : [];
    const isHidden = ({ key, colorIndex }: (typeof listed)[number]) =>
      keys.has(key) || (mask !== undefined && volume?.name !== undefined && colorIndex === active);
    return new Set(listed.filter(isHidden).flatMap(({ parts }) => parts.map(({ id }) => id)));
  }, [objects, target, mask, keys, active, volume]);
}

/** The status bar says what the session is at. */
const NOTHING = () => '';
