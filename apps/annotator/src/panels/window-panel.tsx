import { formatValue } from '../images/value-window.js';
import { useValue } from '../page/value.js';
import type { PanelProps } from './props.js';

/** Which values are shown as black and white; of grey images alone. */
export function WindowPanel({ annotation }: Pick<PanelProps, 'annotation'>) {
  const { range, window } = useValue(annotation.document) ?? {};
  if (!range || !window) return undefined;
  const { low, high, first } = range;
  const span = high - low;
  const set = (change: Partial<typeof window>) => void annotation.setWindow({ ...window, ...change });
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
    </section>
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
