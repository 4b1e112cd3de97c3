import { MedicoSamError } from '@medicosam/core';
import { inflateSync } from 'fflate';
import { frameInvalid } from './frame-codec.js';
import type { FrameMemory } from './frame-memory.js';

interface Instance {
  readonly exports: unknown;
}

interface Web {
  readonly atob: (text: string) => string;
  readonly WebAssembly: {
    compile(bytes: Uint8Array): Promise<object>;
    instantiate(module: object, imports: object): Promise<Instance>;
  };
}

const web = globalThis as unknown as Web;

/** A WebAssembly file within a module: found by every bundler, and without a network. */
export interface EmbeddedWasm {
  readonly bytes: number;
  /** Deflated, base64. */
  readonly deflated: string;
}

/** The decoder classes of Cornerstone's codecs. */
export interface NativeDecoder {
  /** A place for the codestream, in the heap. */
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  /** A view of the heap, good until the next call. */
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
    readonly isSigned?: boolean;
  };
  delete(): void;
}

/** What a codec's factory takes and gives. */
export type NativeFactory<M> = (options: object) => Promise<M>;

/**
 * A codec in WebAssembly. Its heap never shrinks and a decoder that threw may have left it in any state: the next
 * frame after an error then has a heap of its own, of the code that is compiled already.
 */
export class NativeCodec<M> {
  #module: Promise<object> | undefined;
  #instance: Promise<M> | undefined;

  constructor(
    private readonly load: () => Promise<{ readonly factory: NativeFactory<M>; readonly wasm: EmbeddedWasm }>,
  ) {}

  /**
   * Runs `work`; what it throws becomes a damaged frame.
   *
   * @throws MedicoSamError `FORMAT_INVALID`; `FORMAT_UNSUPPORTED` where WebAssembly cannot be used.
   */
  async run<R>(work: (codec: M) => R): Promise<R> {
    this.#instance ??= this.#open();
    const codec = await this.#instance.catch((cause) => {
      this.#instance = undefined;
      throw new MedicoSamError('FORMAT_UNSUPPORTED', {
        message: 'The codec of this DICOM file cannot be started.',
        hint: "It is WebAssembly: a page's content security policy needs script-src 'wasm-unsafe-eval'.",
        cause,
      });
    });
    try {
      return work(codec);
    } catch (cause) {
      this.#instance = undefined;
      throw frameInvalid('cannot be decoded', cause instanceof Error ? cause : undefined);
    }
  }

  async #open(): Promise<M> {
    const { factory, wasm } = await this.load();
    this.#module ??= web.WebAssembly.compile(unfold(wasm));
    const module = await this.#module;
    return new Promise((resolve, reject) => {
      const instantiateWasm = (imports: object, receive: (instance: Instance, module: object) => void) => {
        // Emscripten never hears of a failure here, and would wait for ever.
        web.WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module), reject);
        return {};
      };
      factory({ print: () => {}, printErr: () => {}, instantiateWasm }).then(resolve, reject);
    });
  }
}

function unfold({ bytes, deflated }: EmbeddedWasm): Uint8Array {
  const packed = Uint8Array.from(web.atob(deflated), (letter) => letter.charCodeAt(0));
  return inflateSync(packed, { out: new Uint8Array(bytes) });
}

/** Puts a codestream through a decoder and copies what comes out of the heap. */
export function decodeNatively<D extends NativeDecoder, R>(
  decoder: D,
  codestream: Uint8Array,
  memory: FrameMemory,
  finish: (decoder: D, bytes: Uint8Array<ArrayBuffer>) => R,
): R {
  decoder.getEncodedBuffer(codestream.byteLength).set(codestream);
  decoder.decode();
  const heap = decoder.getDecodedBuffer();
  const bytes = memory(heap.byteLength);
  bytes.set(heap);
  const result = finish(decoder, bytes);
  decoder.delete();
  return result;
}
