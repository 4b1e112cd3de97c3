import type { BinaryMask, Position, Rle } from '@medicosam/core';
import { type CanvasTool, SegmentationCanvas, type SegmentationCanvasHandle } from '@medicosam/react';
import { type RefObject, useCallback } from 'react';
import type { ImageClient } from '../images/image-client.js';
import { ringsPath } from '../images/rings-path.js';
import { moveWindow } from '../images/value-window.js';
import { useValue, type Value } from '../page/value.js';
import { NoticePanel } from './notice-panel.js';
import type { PanelProps } from './props.js';
import { Welcome } from './welcome.js';

interface StageProps extends PanelProps {
  readonly canvas: RefObject<SegmentationCanvasHandle | null>;
  readonly images: ImageClient;
  readonly tool: CanvasTool;
  setTool(tool: CanvasTool): void;
  readonly position: Value<Position | undefined>;
  readonly scale: Value<number>;
  openImage(): void;
  /** Whether files are held over the page. */
  readonly isOver: boolean;
  /** Whether a dialog lies over the page, and says what there is to say. */
  readonly isCovered: boolean;
}

/** The image, and what lies over it. */
export function Stage(props: StageProps) {
  const { sam, annotation, images } = props;
  const shown = useValue(annotation.document);
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
    <main className="stage" id="stage">
      <SegmentationCanvas
        ref={props.canvas}
        className="canvas"
        session={sam.session}
        image={shown?.image}
        picture={shown?.bitmap}
        hidden={useValue(annotation.hidden)}
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
      {!shown && <Welcome openImage={props.openImage} />}
      <div className="drop-hint" id="drop-hint" hidden={!props.isOver}>
        Drop an image, a session or a model here
      </div>
      {!props.isCovered && <NoticePanel annotation={annotation} />}
    </main>
  );
}

/** The status bar says what the session is at. */
const NOTHING = () => '';
