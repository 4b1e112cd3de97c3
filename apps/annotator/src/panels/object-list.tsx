import {
  type ListedObject,
  listedObjects,
  removeListed,
  renameListed,
} from '../annotation/listed-objects.js';
import { floor4 } from '../annotation/replay-record.js';
import { useValue } from '../page/value.js';
import { Icon } from './icon.js';
import { ObjectName } from './object-name.js';
import type { PanelProps } from './props.js';
import { Swatch } from './swatch.js';

/** The objects on what is open: colour, name, size; to hide, to rename, to remove, in a volume to go on with. */
export function ObjectListPanel({ sam, annotation }: PanelProps) {
  const volume = useValue(annotation.document)?.volume;
  const listed = volume ? listedObjects(sam.objects, volume, sam.target) : [];
  const here = listed.reduce((sum, { parts }) => sum + parts.length, 0);
  const elsewhere = volume ? sam.objects.length - here : 0;
  return (
    <section className="grow" aria-labelledby="objects-title">
      <h2 id="objects-title">
        Objects{' '}
        <span
          className="count"
          id="object-count"
          title={elsewhere > 0 ? `${elsewhere} more on other images` : undefined}
        >
          {listed.length}
        </span>
      </h2>
      <ul className="objects" id="objects">
        {listed.map((object) => (
          <ObjectRow
            key={object.key}
            {...{ object, sam, annotation }}
            isOfVolume={volume?.name !== undefined}
          />
        ))}
      </ul>
      {listed.length === 0 && <p className="quiet">Objects that you keep are listed here.</p>}
    </section>
  );
}

interface ObjectRowProps extends PanelProps {
  readonly object: ListedObject;
  readonly isOfVolume: boolean;
}

function ObjectRow({ object, sam, annotation, isOfVolume }: ObjectRowProps) {
  const { key, label, colorIndex, parts } = object;
  const { objects } = sam.session;
  const isHidden = useValue(annotation.hidden).has(key);
  const replayed = useValue(annotation.sessions.replayed);
  const ious = parts.flatMap(({ id }) => replayed.get(id) ?? []);
  const isActive = useValue(annotation.active.colorIndex) === colorIndex && isOfVolume;
  const inUse = sam.session.predictor?.info.manifest;
  const others = parts.flatMap(({ origin }) =>
    inUse && origin && origin.model.hash !== inUse.hash ? [origin.model.id] : [],
  );
  const area = parts.reduce((sum, { mask }) => sum + areaOf(mask.counts), 0);
  const pixels = `${area.toLocaleString('en')} px`;
  return (
    <li className={isHidden ? 'object is-hidden' : 'object'} aria-current={isActive ? true : undefined}>
      <button
        className="icon eye"
        type="button"
        aria-pressed={!isHidden}
        aria-label={`Show ${label}`}
        title={isHidden ? 'Show' : 'Hide'}
        onClick={() => annotation.toggleObject(key)}
      >
        <Swatch colorIndex={colorIndex} />
      </button>
      <ObjectName
        label={label}
        rename={(name) => annotation.attempt(() => renameListed(objects, object, name))}
      />
      {isOfVolume ? (
        <button
          className="link area"
          type="button"
          title={`${pixels}. Go on with ${label}, where it is`}
          onClick={() => annotation.goOnWith(object)}
        >
          {parts.length} {parts.length === 1 ? 'slice' : 'slices'}
        </button>
      ) : (
        <span className="area">{pixels}</span>
      )}
      <button
        className="icon remove"
        type="button"
        title="Remove"
        aria-label={`Remove ${label}`}
        onClick={() => annotation.attempt(() => removeListed(objects, object))}
      >
        <Icon name="remove" />
      </button>
      {others.length > 0 && <span className="made-by">made by {[...new Set(others)].join(', ')}</span>}
      {ious.length > 0 && <span className="replayed">replayed, IoU {floor4(Math.min(...ious))}</span>}
    </li>
  );
}

/** Run lengths begin with the count of zeros. */
const areaOf = (counts: readonly number[]) =>
  counts.reduce((sum, count, index) => (index % 2 === 1 ? sum + count : sum), 0);
