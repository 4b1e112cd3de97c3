import type { Port } from '../contract/backend.js';
import type { LoadOptions, Progress } from '../contract/sources.js';
import { MedicoSamError } from '../errors/medicosam-error.js';
import { AbortController, type AbortSignalLike } from '../platform.js';
import type { Priority } from '../queue/queue.js';
import { fromErrorRecord, toErrorRecord } from './error-record.js';
import {
  type AnswerMessage,
  type CallMessage,
  isMessage,
  type Message,
  PROTOCOL_VERSION,
} from './protocol.js';

/** How a call crosses, and what its caller hears. */
export interface CallOptions {
  readonly priority?: Priority | undefined;
  readonly replaces?: string | undefined;
  readonly signal?: AbortSignalLike | undefined;
  readonly onProgress?: LoadOptions['onProgress'];
  readonly onItem?: ((item: unknown) => void) | undefined;
  /** Buffers that are given away with the arguments. */
  readonly transfer?: readonly unknown[] | undefined;
}

/** What the other side's call comes with. */
export interface CallContext {
  readonly signal: AbortSignalLike;
  readonly priority: Priority | undefined;
  readonly replaces: string | undefined;
  onProgress(progress: Progress): void;
  onItem(item: Crossing): void;
}

/** An answer, and the buffers that are given away with it. */
export interface Crossing {
  readonly value: unknown;
  readonly transfer: readonly unknown[];
}

/** What a side of a port does with what the other sends. */
export interface ConnectionHandlers {
  /** Answers the other side's calls. Absent: there are no operations. */
  handle?(operation: string, args: unknown, context: CallContext): Promise<Crossing>;
  /** Frees the result of a call whose caller was rejected before it came. */
  discard?(result: unknown): void;
}

interface PendingCall {
  readonly options: CallOptions;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Calls over a port, in both directions. The port belongs to it. */
export class Connection {
  readonly #port: Port;
  readonly #handlers: ConnectionHandlers;
  /** Calls of this side that wait for an answer. */
  readonly #pending = new Map<number, PendingCall>();
  /** Calls of the other side that are being answered. */
  readonly #answering = new Map<number, { abort(reason?: unknown): void }>();
  #nextId = 0;
  #closed: MedicoSamError | undefined;

  constructor(port: Port, handlers: ConnectionHandlers = {}) {
    this.#port = port;
    this.#handlers = handlers;
    port.onmessage = (message) => this.#receive(message);
    port.unref?.();
  }

  /**
   * Asks the other side for an operation. An abort rejects at once, with the signal's reason.
   *
   * @throws MedicoSamError what the other side threw; `INVALID_ARGUMENT` for arguments that cannot cross; the reason
   *   that {@link Connection.close} was given.
   */
  async call(operation: string, args: unknown, options: CallOptions = {}): Promise<unknown> {
    const { signal, priority, replaces, transfer = [] } = options;
    if (this.#closed) throw this.#closed;
    if (signal?.aborted) throw signal.reason;
    const id = this.#nextId++;
    this.#post(
      { kind: 'call', protocol: PROTOCOL_VERSION, id, operation, args, priority, replaces },
      transfer,
    );
    let onAbort: (() => void) | undefined;
    try {
      return await new Promise((resolve, reject) => {
        this.#pending.set(id, { options, resolve, reject });
        this.#keepAlive();
        onAbort = () => {
          this.#pending.delete(id);
          this.#port.postMessage({ kind: 'abort', protocol: PROTOCOL_VERSION, id });
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', onAbort);
      });
    } finally {
      if (onAbort) signal?.removeEventListener('abort', onAbort);
      this.#pending.delete(id);
      this.#keepAlive();
    }
  }

  /** Rejects every call that waits, and every later one, with `reason`; aborts what the other side asked for. */
  close(reason: MedicoSamError): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#port.onmessage = null;
    this.#port.close();
    for (const { reject } of this.#pending.values()) reject(reason);
    for (const controller of this.#answering.values()) controller.abort(reason);
  }

  #keepAlive(): void {
    if (this.#closed) return;
    if (this.#pending.size > 0) this.#port.ref?.();
    else this.#port.unref?.();
  }

  #post(message: Message, transfer: readonly unknown[] = []): void {
    try {
      this.#port.postMessage(message, transfer);
    } catch (cause) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `What is handed to a predictor in a realm of its own is plain data: ${cause instanceof Error ? cause.message : String(cause)}`,
        hint: 'Hand over typed arrays, numbers, strings and plain objects of them.',
        cause,
      });
    }
  }

  #receive(message: unknown): void {
    if (!isMessage(message) || this.#closed) return;
    if (message.kind === 'call') {
      void this.#answer(message);
    } else if (message.kind === 'abort') {
      this.#answering.get(message.id)?.abort();
    } else {
      const pending = this.#pending.get(message.id);
      if (pending) hear(pending, message);
      else if (message.kind === 'result') this.#handlers.discard?.(message.result);
    }
  }

  async #answer({ protocol, id, operation, args, priority, replaces }: CallMessage): Promise<void> {
    const controller = new AbortController();
    this.#answering.set(id, controller);
    const answer = (content: Record<string, unknown>, transfer: readonly unknown[] = []) => {
      if (this.#closed || controller.signal.aborted) return;
      this.#post({ protocol: PROTOCOL_VERSION, id, ...content } as AnswerMessage, transfer);
    };
    try {
      if (protocol !== PROTOCOL_VERSION) throw protocolMismatch(protocol);
      if (!this.#handlers.handle) throw unknownOperation(operation, []);
      const { value, transfer } = await this.#handlers.handle(operation, args, {
        signal: controller.signal,
        priority,
        replaces,
        onProgress: (progress) => answer({ kind: 'progress', progress }),
        onItem: (item) => answer({ kind: 'item', item: item.value }, item.transfer),
      });
      answer({ kind: 'result', result: value }, transfer);
    } catch (error) {
      answer({ kind: 'error', error: toErrorRecord(error) });
    } finally {
      this.#answering.delete(id);
    }
  }
}

function hear({ options, resolve, reject }: PendingCall, message: AnswerMessage): void {
  if (message.protocol !== PROTOCOL_VERSION) reject(protocolMismatch(message.protocol));
  else if (message.kind === 'progress') options.onProgress?.(message.progress);
  else if (message.kind === 'item') options.onItem?.(message.item);
  else if (message.kind === 'result') resolve(message.result);
  else reject(fromErrorRecord(message.error));
}

const protocolMismatch = (other: number) =>
  new MedicoSamError('PROTOCOL_MISMATCH', {
    message: `This side of the port speaks protocol ${PROTOCOL_VERSION}, the other ${other}.`,
    hint: 'Install the same version of the packages on both sides.',
    details: { own: PROTOCOL_VERSION, other },
  });

/** @internal */
export const unknownOperation = (operation: string, known: readonly string[]): MedicoSamError =>
  new MedicoSamError('OPERATION_UNKNOWN', {
    message: `The operations are ${known.join(', ') || '(none)'}; asked for is ${operation}.`,
    hint: 'Install the same version of the packages on both sides.',
    details: { operation, known },
  });
