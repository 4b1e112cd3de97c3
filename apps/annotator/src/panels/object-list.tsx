import type { SegmentedObject } from '@medicosam/core';
import { floor4 } from '../annotation/replay-record.js';
import { useValue } from '../page/value.js';
import { Icon } from './icon.js';
import { ObjectName } from './object-name.js';
import type { PanelProps } from './props.js';
import { Swatch } from './swatch.js';

/** The objects on the image: colour, name, area; to hide, to rename, to remove. */
export function ObjectListPanel({ sam, annotation }: PanelProps) {
  const { objects } = sam.session;
  const here = sam.target ? objects.at(sam.target) : [];
  const elsewhere = sam.target ? sam.objects.length - here.length : 0;
  return (
    <section className="grow" aria-labelledby="objects-title">
      <h2 id="objects-title">
        Objects{' '}
        <span
          className="count"
          id="object-count"
          title={elsewhere > 0 ? `${elsewhere} more on other images` : undefined}
        >
          {here.length}
        </span>
      </h2>
      <ul className="objects" id="objects">
        {here.map((object) => (
          <ObjectRow key={object.id} {...{ object, sam, annotation }} />
        ))}
      </ul>
      {here.length === 0 && <p className="quiet">Objects that you keep are listed here.</p>}
    </section>
  );
}

function ObjectRow({ object, sam, annotation }: PanelProps & { readonly object: SegmentedObject }) {
  const { id, label, colorIndex, mask, origin } = object;
  const { objects } = sam.session;
  const isHidden = useValue(annotation.hidden).has(id);
  const iou = useValue(annotation.replayed).get(id);
  const inUse = sam.session.predictor?.info.manifest;
  const madeBy = inUse && origin && origin.model.hash !== inUse.hash ? origin.model.id : undefined;
  return (
    <li className={isHidden ? 'object is-hidden' : 'object'}>
      <button
        className="icon eye"
        type="button"
        aria-pressed={!isHidden}
        aria-label={`Show ${label}`}
        title={isHidden ? 'Show' : 'Hide'}
        onClick={() => annotation.toggleObject(id)}
      >
        <Swatch colorIndex={colorIndex} />
      </button>
      <ObjectName label={label} rename={(name) => annotation.attempt(() => objects.rename(id, name))} />
      <span className="area">{areaOf(mask.counts).toLocaleString('en')} px</span>
      <button
        className="icon remove"
        type="button"
        title="Remove"
        aria-label={`Remove ${label}`}
        onClick={() => annotation.attempt(() => objects.remove(id))}
      >
        <Icon name="remove" />
      </button>
      {madeBy !== undefined && <span className="made-by">made by {madeBy}</span>}
      {iou !== undefined && <span className="replayed">replayed, IoU {floor4(iou)}</span>}
    </li>
  );
}

/** Run lengths begin with the count of zeros. */
const areaOf = (counts: readonly number[]) =>
  counts.reduce((sum, count, index) => (index % 2 === 1 ? sum + count : sum), 0);
