import { MedicoSamError } from '../errors/medicosam-error.js';
import type { Size } from '../geometry/coordinates.js';
import { checkObject } from './check-object.js';
import { createHistory, type SessionHistory } from './history.js';
import { type LabelImage, paintLabelImage } from './label-image.js';
import type { NewObject, ObjectChanges, ObjectListSnapshot, SegmentedObject } from './segmented-object.js';
import { createStore, type Store } from './store.js';
import { isSameTarget, type Target } from './target.js';

/** How an {@link ObjectList} is kept. */
export interface ObjectListOptions {
  /** Where steps go; a history of its own when absent. */
  readonly history?: SessionHistory | undefined;
}

/**
 * The labelled objects of an image, of the slices of a volume, or of several of them. Every change is a step of the
 * history. Outlives the sessions that it is handed to. A store in the sense of `useSyncExternalStore`.
 */
export class ObjectList implements Store<ObjectListSnapshot> {
  readonly history: SessionHistory;
  readonly #store = createStore<ObjectListSnapshot>({ objects: Object.freeze([]) });
  readonly subscribe = this.#store.subscribe;
  readonly getSnapshot = this.#store.getSnapshot;
  #lastId = 0;

  constructor({ history = createHistory() }: ObjectListOptions = {}) {
    this.history = history;
  }

  /** The colour index that the next object has which names none: the smallest that no other has. */
  get nextColorIndex(): number {
    return this.#freeColor();
  }

  /** The object of an id; undefined when there is none. */
  get(id: string): SegmentedObject | undefined {
    return this.#objects.find((object) => object.id === id);
  }

  /** The objects on an image or slice, in their order. */
  at(target: Target): readonly SegmentedObject[] {
    return this.#objects.filter((object) => isSameTarget(object.target, target));
  }

  /**
   * Adds an object at the end. Without a colour index it has the smallest that no other has, without a label
   * `Object <colour index>`.
   *
   * @throws MedicoSamError `INVALID_ARGUMENT` for an id that is taken, a colour index out of range, a mask of another
   *   size than those on the same image; `FORMAT_INVALID` for damaged run lengths.
   */
  add(object: NewObject): SegmentedObject {
    const { mask, target, origin, locked = false, id = this.#freeId() } = object;
    const { colorIndex = this.#freeColor(), label = `Object ${colorIndex}` } = object;
    const added = Object.freeze({ id, label, colorIndex, mask, target, locked, origin });
    checkObject(added, this.#objects);
    this.#change('add', [...this.#objects, added]);
    return added;
  }

  /**
   * Changes an object in place.
   *
   * @throws MedicoSamError `INVALID_ARGUMENT` when there is none of that id, or for the mask of a locked one; and as
   *   {@link ObjectList.add}.
   */
  update(id: string, changes: ObjectChanges): SegmentedObject {
    const before = this.#require(id);
    if (changes.mask && before.locked) throw locked(before);
    const origin = changes.mask ? changes.origin : (changes.origin ?? before.origin);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const after = Object.freeze({ ...before, ...given, id, target: before.target, origin });
    checkObject(
      after,
      this.#objects.filter((object) => object !== before),
    );
    this.#change(
      'update',
      this.#objects.map((object) => (object === before ? after : object)),
    );
    return after;
  }

  /** Changes an object's label. @throws MedicoSamError `INVALID_ARGUMENT` when there is none of that id. */
  rename(id: string, label: string): SegmentedObject {
    return this.update(id, { label });
  }

  /** Removes an object. @throws MedicoSamError `INVALID_ARGUMENT` when there is none of that id, or it is locked. */
  remove(id: string): void {
    const removed = this.#require(id);
    if (removed.locked) throw locked(removed);
    this.#change(
      'delete',
      this.#objects.filter((object) => object !== removed),
    );
  }

  /**
   * Moves an object to another place of the list; later objects are painted over earlier ones.
   *
   * @param index where it is afterwards, from 0.
   * @throws MedicoSamError `INVALID_ARGUMENT` when there is none of that id, or no such place.
   */
  reorder(id: string, index: number): void {
    const moved = this.#require(id);
    const others = this.#objects.filter((object) => object !== moved);
    if (!Number.isInteger(index) || index < 0 || index > others.length) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `A place in the list is a whole number from 0 to ${others.length}, got ${index}.`,
      });
    }
    if (this.#objects[index] === moved) return;
    this.#change('reorder', others.toSpliced(index, 0, moved));
  }

  /**
   * The objects on an image or slice as one label image: 0 where there is none, else the colour index. Later objects of
   * the list are painted over earlier ones, except over locked ones.
   *
   * @param size needed where the target may have no object.
   * @throws MedicoSamError `INVALID_ARGUMENT` without objects and size, or when they differ in size.
   */
  toLabelImage(target: Target, size?: Size): LabelImage {
    return paintLabelImage(this.at(target), size);
  }

  get #objects(): readonly SegmentedObject[] {
    return this.#store.getSnapshot().objects;
  }

  /** Steps swap whole lists: whatever was done in between, each leads to just what it led to before. */
  #change(label: string, after: readonly SegmentedObject[]): void {
    const before = this.#objects;
    const set = (objects: readonly SegmentedObject[]) => this.#store.set({ objects });
    set(Object.freeze(after));
    this.history.push({ label, owner: this, undo: () => set(before), redo: () => set(after) });
  }

  #require(id: string): SegmentedObject {
    const object = this.get(id);
    if (object) return object;
    throw new MedicoSamError('INVALID_ARGUMENT', { message: `The list has no object of id ${id}.` });
  }

  #freeId(): string {
    let id: string;
    do id = `object-${++this.#lastId}`;
    while (this.get(id));
    return id;
  }

  #freeColor(): number {
    const taken = new Set(this.#objects.map(({ colorIndex }) => colorIndex));
    let color = 1;
    while (taken.has(color)) color++;
    return color;
  }
}

const locked = ({ id }: SegmentedObject) =>
  new MedicoSamError('INVALID_ARGUMENT', {
    message: `The object ${id} is locked: its mask can neither be replaced nor removed.`,
    hint: 'Unlock it first: update(id, { locked: false }).',
  });
