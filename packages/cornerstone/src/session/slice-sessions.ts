import type { ViewedSlice } from '../slice/viewed-slice.js';
import { SliceSession, type SliceSessionOptions } from './slice-session.js';

/** The sessions of the slices that were worked on, the least recently viewed first; bounded. */
export class SliceSessions {
  readonly #sessions = new Map<string, SliceSession>();
  readonly #options: () => SliceSessionOptions & { readonly limit: number };

  constructor(options: () => SliceSessionOptions & { readonly limit: number }) {
    this.#options = options;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** The session of a slice, where there is one. */
  get(key: string): SliceSession | undefined {
    return this.#sessions.get(key);
  }

  /**
   * The session of a slice, which begins to encode.
   *
   * @param viewed the keys of the slices that viewports show: theirs are never let go.
   * @throws what reading the slice throws.
   */
  open(slice: ViewedSlice, viewed: ReadonlySet<string>): SliceSession {
    const { limit, ...options } = this.#options();
    const session = this.#sessions.get(slice.key) ?? new SliceSession(slice.key, slice.image(), options);
    this.#sessions.delete(slice.key);
    this.#sessions.set(slice.key, session);
    session.resume();
    this.#trim(limit, new Set([...viewed, slice.key]));
    return session;
  }

  /** No viewport shows a slice any more: its encoding ends, and one that has nothing to keep is let go. */
  leave(key: string): void {
    const session = this.#sessions.get(key);
    if (!session) return;
    session.pause();
    if (!session.hasPrompts && (session.isEncoding || session.session.getSnapshot().error))
      this.#drop(session);
  }

  clear(): void {
    for (const session of [...this.#sessions.values()]) this.#drop(session);
  }

  /** Those without prompts go first. */
  #trim(limit: number, viewed: ReadonlySet<string>): void {
    const idle = [...this.#sessions.values()].filter(({ key }) => !viewed.has(key));
    const order = [...idle.filter((one) => !one.hasPrompts), ...idle.filter((one) => one.hasPrompts)];
    for (const session of order.slice(0, Math.max(0, this.#sessions.size - limit))) this.#drop(session);
  }

  #drop(session: SliceSession): void {
    this.#sessions.delete(session.key);
    session.dispose();
  }
}
