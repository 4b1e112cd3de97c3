import type { SliceAxis } from '@medicosam/core';
import type { OpenDocument } from '../annotation/document.js';
import { axesOf, planeName, sliceCount } from '../images/slice-axes.js';
import { useValue } from '../page/value.js';
import type { PanelProps } from './props.js';

/** What of the opened files is seen: series or frame, plane and slice. Nothing of a file that holds one image. */
export function SliceBar({ annotation }: Pick<PanelProps, 'annotation'>) {
  const shown = useValue(annotation.document);
  const place = useValue(annotation.view.place);
  if (!shown || !place) return undefined;
  const { volume } = shown;
  const axes = axesOf(volume);
  const count = sliceCount(volume, place.axis);
  const frames = volume.items[volume.item]?.frames;
  const hasFrames = frames !== undefined && frames.count > 1;
  if (volume.items.length < 2 && !hasFrames && axes.length < 2) return undefined;
  return (
    <div className="slice-bar" id="slice-bar" role="toolbar" aria-label="Slices">
      {volume.items.length > 1 && <ItemChooser {...{ annotation, shown }} />}
      {hasFrames && <FrameChooser {...{ annotation, shown, frames }} />}
      {axes.length > 1 && (
        <>
          <PlaneChooser {...{ annotation, shown, axes, axis: place.axis }} />
          <input
            id="slice"
            type="range"
            aria-label="Slice"
            min={0}
            max={count - 1}
            step={1}
            value={place.index}
            onChange={({ currentTarget }) =>
              void annotation.view.goTo({ ...place, index: currentTarget.valueAsNumber })
            }
          />
          <output id="slice-value">
            {place.index + 1} / {count}
          </output>
        </>
      )}
    </div>
  );
}

type BarProps = Pick<PanelProps, 'annotation'> & { readonly shown: OpenDocument };

function ItemChooser({ annotation, shown: { volume } }: BarProps) {
  return (
    <select
      id="item"
      aria-label="Image or series"
      value={volume.item}
      onChange={({ currentTarget }) =>
        void annotation.files.choose({ item: Number(currentTarget.value), frame: 0 })
      }
    >
      {volume.items.map(({ title }, index) => (
        <option key={index} value={index}>
          {index + 1}: {title}
        </option>
      ))}
    </select>
  );
}

function FrameChooser({
  annotation,
  shown: { volume },
  frames,
}: BarProps & { readonly frames: { readonly count: number; readonly name: string } }) {
  const { item, frame } = volume;
  return (
    <label className="frames">
      {frames.name}{' '}
      <input
        id="frame"
        type="range"
        min={0}
        max={frames.count - 1}
        step={1}
        value={frame}
        onChange={({ currentTarget }) =>
          void annotation.files.choose({ item, frame: currentTarget.valueAsNumber })
        }
      />{' '}
      <output id="frame-value">
        {frame + 1} / {frames.count}
      </output>
    </label>
  );
}

function PlaneChooser({
  annotation,
  shown: { volume },
  axes,
  axis: chosen,
}: BarProps & { readonly axes: readonly SliceAxis[]; readonly axis: SliceAxis }) {
  return (
    <div className="choices" role="radiogroup" aria-label="Plane">
      {axes.map((axis) => (
        // biome-ignore lint/a11y/useSemanticElements: as the other buttons
        <button
          key={axis}
          id={`axis-${axis}`}
          type="button"
          role="radio"
          aria-checked={axis === chosen}
          title={`Slices across ${axis}`}
          onClick={() =>
            axis !== chosen && void annotation.view.goTo({ axis, index: sliceCount(volume, axis) >> 1 })
          }
        >
          {planeName(volume, axis)}
        </button>
      ))}
    </div>
  );
}
