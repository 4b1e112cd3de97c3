import {
  formatNormalisation,
  type ImageSession,
  type PixelImage,
  type PromptRound,
  type Target,
} from '@medicosam/core';
import type { ImageClient } from '../images/image-client.js';
import type { OpenedPicture, SlicePicture } from '../images/image-jobs.js';
import { axesOf, sliceCount } from '../images/slice-axes.js';
import { joinRanges, type ValueWindow } from '../images/value-window.js';
import { isSamePlace, type SlicePlace, type VolumeFacts } from '../images/volume-facts.js';
import type { SliceImages } from '../models/slice-images.js';
import { createValue, type Value } from '../page/value.js';
import { type OpenDocument, targetOf } from './document.js';
import { isAbort } from './notice.js';
import { resumePrompts } from './resume-prompts.js';

/** What a {@link SliceView} works with. */
interface SliceViewParts {
  readonly document: Value<OpenDocument | undefined>;
  readonly session: ImageSession;
  readonly images: ImageClient;
  readonly slices: SliceImages;
  /** Says what failed. */
  readonly refuse: (error: unknown) => void;
}

/**
 * Which slice of the volume is seen, and the session on it. Of slices that are wanted while one is on its way, only the newest
 * is cut. Prompts that were not kept wait on their slice.
 */
export class SliceView {
  /** Where the reader is, a little before the slice is there. */
  readonly place: Value<SlicePlace | undefined> = createValue<SlicePlace | undefined>(undefined);
  readonly #parts: SliceViewParts;
  /** Rounds of prompts that were not kept, by slice. */
  readonly #left = new Map<string, readonly PromptRound[]>();
  #wanted: SlicePlace | undefined;
  #moving: Promise<void> | undefined;

  constructor(parts: SliceViewParts) {
    this.#parts = parts;
  }

  /** Shows what was opened, or nothing. */
  open(fileName: string, opened: OpenedPicture | undefined): void {
    this.#left.clear();
    this.#wanted = undefined;
    this.place.set(opened?.place);
    if (!opened) {
      this.#show(undefined);
      this.#parts.session.setImage(undefined);
      return;
    }
    const { volume, formats, place, image, bitmap, range, windows } = opened;
    const window = range?.first;
    const seen = { place, image, bitmap, range, window, windows, modelWindow: undefined };
    this.#show({ fileName, volume, formats, ...seen });
    this.annotate();
  }

  /** Goes to a slice of the volume, or as near as there is one; resolves when no newer one is wanted. Never rejects. */
  goTo(wanted: SlicePlace | undefined): Promise<void> {
    const volume = this.#parts.document.getSnapshot()?.volume;
    if (!wanted || !volume || !axesOf(volume).includes(wanted.axis)) return Promise.resolve();
    const { axis, index } = wanted;
    const last = sliceCount(volume, axis) - 1;
    const place = { axis, index: Math.min(last, Math.max(0, Math.round(index))) };
    if (isSamePlace(place, this.place.getSnapshot())) return this.#moving ?? Promise.resolve();
    this.place.set(place);
    this.#wanted = place;
    this.#moving ??= this.#move(volume).finally(() => {
      this.#moving = undefined;
    });
    return this.#moving;
  }

  /** The values of a slice, which is not seen for it. @throws MedicoSamError as `ImageClient.run`. */
  async read(place: SlicePlace, { id }: VolumeFacts): Promise<PixelImage> {
    const image = await this.#parts.images.run('values', { ...place, id });
    this.#parts.slices.add(image);
    return image;
  }

  /** Goes on by a number of slices. */
  step(by: number): void {
    const place = this.place.getSnapshot();
    if (place) void this.goTo({ ...place, index: place.index + by });
  }

  /** Has the model see values in a window, or as it chooses itself; the image is encoded again. */
  setModelWindow(modelWindow: ValueWindow | undefined): void {
    const shown = this.#parts.document.getSnapshot();
    if (!shown) return;
    const rounds = this.#parts.session.prompts?.rounds() ?? [];
    this.#parts.document.set({ ...shown, modelWindow });
    // Of the same image no options would leave the encoding that there is.
    this.#parts.session.setImage(undefined);
    this.annotate(rounds);
  }

  async #move(volume: VolumeFacts): Promise<void> {
    const { images, document, refuse } = this.#parts;
    for (let place = this.#take(); place; place = this.#take()) {
      const { window } = document.getSnapshot() ?? {};
      try {
        const picture = await images.run('cut', { ...place, id: volume.id, window });
        if (document.getSnapshot()?.volume !== volume) return picture.bitmap.close();
        if (this.#wanted) picture.bitmap.close();
        else this.#arrive(picture);
      } catch (error) {
        if (document.getSnapshot()?.volume !== volume || isAbort(error)) return;
        this.place.set(document.getSnapshot()?.place);
        refuse(error);
      }
    }
  }

  #take(): SlicePlace | undefined {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    return wanted;
  }

  #arrive({ place, image, bitmap, range, windows }: SlicePicture): void {
    const { document, session } = this.#parts;
    const before = document.getSnapshot();
    if (!before) {
      bitmap.close();
      return;
    }
    const rounds = session.prompts?.rounds() ?? [];
    if (rounds.length > 0) this.#left.set(keyOf(before.place), rounds);
    else this.#left.delete(keyOf(before.place));
    const joined = joinRanges(before.range, range);
    const window = before.window ?? joined?.first;
    this.#show({ ...before, place, image, bitmap, range: joined, window, windows });
    this.annotate(this.#left.get(keyOf(place)));
  }

  /**
   * Goes on with the session to what is shown.
   *
   * @param rounds of prompts that are asked again.
   * @param known what the image is to objects, where it has no name but its hash.
   */
  annotate(rounds: readonly PromptRound[] = [], known?: Target): void {
    const { document, session, slices, refuse } = this.#parts;
    const shown = document.getSnapshot();
    if (!shown) return;
    const { image, volume, place, modelWindow } = shown;
    const slice = targetOf(volume, place);
    if (slice) slices.add(image);
    const normalisation = modelWindow && formatNormalisation({ mode: 'window', ...modelWindow });
    session.setImage(image, { target: slice ?? known, normalisation });
    if (rounds.length > 0) resumePrompts(session, rounds).catch(refuse);
  }

  #show(next: OpenDocument | undefined): void {
    const before = this.#parts.document.getSnapshot()?.bitmap;
    this.#parts.document.set(next);
    // The canvas has the next one by then.
    if (before) requestAnimationFrame(() => before.close());
  }
}

const keyOf = ({ axis, index }: SlicePlace): string => `${axis}${index}`;
