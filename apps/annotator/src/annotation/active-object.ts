import { type ImageSession, isSameTarget, type SegmentedObject } from '@medicosam/core';
import { isSamePlace, type SlicePlace } from '../images/volume-facts.js';
import { createValue, type Value } from '../page/value.js';
import type { OpenDocument } from './document.js';
import { changedPlace, type ListedObject, listedObjects } from './listed-objects.js';

/**
 * The object of a volume that the next mask is part of, so that one is segmented slice by slice. On an image each mask
 * is an object of its own.
 */
export class ActiveObject {
  /** Its colour index; undefined while the next mask begins an object. */
  readonly colorIndex: Value<number | undefined> = createValue<number | undefined>(undefined);
  readonly #session: ImageSession;
  readonly #document: Value<OpenDocument | undefined>;

  constructor(session: ImageSession, document: Value<OpenDocument | undefined>) {
    this.#session = session;
    this.#document = document;
  }

  /** Keeps the mask: in place of the object's own on this slice, or beside those on others. @throws as `ImageSession.commit`. */
  keep(): SegmentedObject | undefined {
    const session = this.#session;
    const object = this.current;
    const { target } = session.getSnapshot();
    const [here, ...others] =
      object && target ? object.parts.filter((part) => isSameTarget(part.target, target)) : [];
    const kept = session.history.group('commit', () => {
      const made = session.commit(
        here ? { into: here.id } : object ? { colorIndex: object.colorIndex, label: object.label } : {},
      );
      if (made) for (const { id } of others) session.objects.remove(id);
      return made;
    });
    if (kept && this.#volumeName !== undefined) this.colorIndex.set(kept.colorIndex);
    return kept;
  }

  /** Lets the next mask begin an object. */
  begin(): void {
    this.colorIndex.set(undefined);
  }

  /**
   * Makes an object of the volume the one that masks are added to.
   *
   * @returns a slice that it is on: the one that is seen, if it is, or else its middle one
   */
  goOnWith(
    { colorIndex, parts }: Pick<ListedObject, 'colorIndex' | 'parts'>,
    seen: SlicePlace | undefined,
  ): SlicePlace | undefined {
    this.colorIndex.set(colorIndex);
    const isHere = parts.some(({ target: { slice } }) => slice && isSamePlace(slice, seen));
    return isHere ? seen : parts[parts.length >> 1]?.target.slice;
  }

  /** The object; undefined where there is none, or none any more. */
  get current(): ListedObject | undefined {
    const colorIndex = this.colorIndex.getSnapshot();
    const volume = this.#document.getSnapshot()?.volume;
    if (colorIndex === undefined || volume?.name === undefined) return undefined;
    const { objects, target } = this.#session.getSnapshot();
    return listedObjects(objects, volume, target).find((listed) => listed.colorIndex === colorIndex);
  }

  /** Undoes a step, or does it again, and tells where in the volume it was. */
  travel(direction: 'undo' | 'redo') {
    const { objects } = this.#session.getSnapshot();
    this.#session[direction]();
    const name = this.#volumeName;
    return name === undefined ? undefined : changedPlace(objects, this.#session.getSnapshot().objects, name);
  }

  get #volumeName(): string | undefined {
    return this.#document.getSnapshot()?.volume.name;
  }
}
