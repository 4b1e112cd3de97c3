import { chooseNormalisation } from '@medicosam/core';
import type { OpenDocument } from '../annotation/document.js';
import { formatValue, isSameWindow } from '../images/value-window.js';
import { useValue } from '../page/value.js';
import type { PanelProps } from './props.js';

/** Which values are shown as black and white, and which the model sees so; of grey images alone. */
export function WindowPanel({ sam, annotation }: PanelProps) {
  const shown = useValue(annotation.document);
  const { range, window, windows = [] } = shown ?? {};
  if (!shown || !range || !window) return undefined;
  const { low, high, first } = range;
  const span = high - low;
  const set = (change: Partial<typeof window>) => void annotation.setWindow({ ...window, ...change });
  const chosen = windows.findIndex((choice) => isSameWindow(choice.window, window));
  return (
    <section id="window" aria-labelledby="window-title">
      <h2 id="window-title">
        Window{' '}
        <button
          id="window-auto"
          className="link"
          type="button"
          onClick={() => void annotation.setWindow(first)}
        >
          Reset
        </button>
      </h2>
      {windows.length > 0 && (
        <select
          id="window-choice"
          aria-label="Window"
          value={chosen}
          onChange={({ currentTarget }) =>
            void annotation.chooseWindow(windows[Number(currentTarget.value)]?.window)
          }
        >
          <option value={-1} disabled={chosen >= 0}>
            Own choice
          </option>
          {windows.map(({ name, window: { center, width } }, index) => (
            <option key={index} value={index}>
              {name} ({formatValue(center, range)}, {formatValue(width, range)})
            </option>
          ))}
        </select>
      )}
      <Slider
        id="window-level"
        name="Level"
        {...{ min: low, max: high, value: window.center, text: formatValue(window.center, range) }}
        set={(center) => set({ center })}
      />
      <Slider
        id="window-width"
        name="Width"
        {...{
          min: span / 1000,
          max: 2 * span,
          value: window.width,
          text: formatValue(window.width, range),
        }}
        set={(width) => set({ width })}
      />
      <ModelWindow {...{ sam, annotation, shown, window }} />
    </section>
  );
}

/** What the model sees the values in, which sliders leave as it is. */
function ModelWindow({
  sam,
  annotation,
  shown,
  window,
}: PanelProps & { readonly shown: OpenDocument; readonly window: NonNullable<OpenDocument['window']> }) {
  const { image, modelWindow, range } = shown;
  const { trained } = sam.session.predictor?.info.manifest ?? {};
  const { normalisation } = chooseNormalisation(image, trained?.normalisation ?? 'none');
  // Of 8 bits that are shown as they are there is nothing to say.
  if (!modelWindow && normalisation.mode === 'none' && isSameWindow(window, range?.first)) return undefined;
  const seen = modelWindow ?? (normalisation.mode === 'window' ? normalisation : undefined);
  return (
    <p className="quiet model-window" id="model-window">
      {seen && range
        ? `The model sees ${formatValue(seen.center, range)}, ${formatValue(seen.width, range)}. `
        : 'The model sees values as it chooses. '}
      {!seen || seen.center !== window.center || seen.width !== window.width ? (
        <button
          id="window-to-model"
          className="link"
          type="button"
          title="Have the model see the values in the window that is shown"
          onClick={() => annotation.attempt(() => annotation.view.setModelWindow(window))}
        >
          Show it this window
        </button>
      ) : undefined}
      {modelWindow && (
        <>
          {' '}
          <button
            id="window-from-model"
            className="link"
            type="button"
            onClick={() => annotation.attempt(() => annotation.view.setModelWindow(undefined))}
          >
            Let it choose
          </button>
        </>
      )}
    </p>
  );
}

interface SliderProps {
  readonly id: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly text: string;
  set(value: number): void;
}

function Slider({ id, name, min, max, value, text, set }: SliderProps) {
  return (
    <label className="slider">
      {name}{' '}
      <input
        id={id}
        type="range"
        step="any"
        {...{ min, max, value }}
        onChange={({ currentTarget }) => set(currentTarget.valueAsNumber)}
      />
      <output id={`${id}-value`}>{text}</output>
    </label>
  );
}
