import type { MedicoSamError } from '@medicosam/core';
import { formatInvalid } from '../format-errors.js';
import { TextDecoder } from '../platform.js';

/** A value of a parsed JSON file that knows where in the file it is, for errors. */
export class JsonValue {
  constructor(
    readonly format: string,
    readonly value: unknown,
    /** `annotations[3].category_id`; empty at the top. */
    readonly path = '',
  ) {}

  /** `FORMAT_INVALID` that names this place: `expected` completes "… is", or "has". */
  invalid(expected: string): MedicoSamError {
    return formatInvalid(this.format, `is damaged: ${this.path || 'the whole'} is not ${expected}`);
  }

  isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** The value as an object. @throws MedicoSamError `FORMAT_INVALID`. */
  object(): Readonly<Record<string, unknown>> {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.invalid('an object');
    return value as Readonly<Record<string, unknown>>;
  }

  /** A field of an object; absent also where only the prototype has it. */
  field(key: string): JsonValue {
    const own = this.object();
    return new JsonValue(
      this.format,
      Object.hasOwn(own, key) ? own[key] : undefined,
      this.path ? `${this.path}.${key}` : key,
    );
  }

  /** The value as an array. @throws MedicoSamError `FORMAT_INVALID`. */
  array(): readonly unknown[] {
    if (!Array.isArray(this.value)) throw this.invalid('an array');
    return this.value;
  }

  item(index: number): JsonValue {
    return new JsonValue(this.format, this.array()[index], `${this.path}[${index}]`);
  }

  items(): JsonValue[] {
    return this.array().map((_, index) => this.item(index));
  }

  text(): string {
    if (typeof this.value !== 'string') throw this.invalid('a text');
    return this.value;
  }

  number(): number {
    if (typeof this.value !== 'number' || !Number.isFinite(this.value)) throw this.invalid('a number');
    return this.value;
  }

  /** A whole number of 1 or more. */
  size(): number {
    if (!Number.isSafeInteger(this.value) || (this.value as number) < 1) {
      throw this.invalid('a whole number above 0');
    }
    return this.value as number;
  }

  /** A number or text that things are told apart by. */
  id(): number | string {
    return typeof this.value === 'string' ? this.value : this.number();
  }
}

/**
 * A JSON file: its bytes, its text, or the parsed value.
 *
 * @throws MedicoSamError `FORMAT_INVALID` for what is no JSON.
 */
export function parseJson(format: string, json: unknown): JsonValue {
  if (json instanceof Uint8Array) return parseJson(format, decodeUtf8(format, json));
  if (typeof json !== 'string') return new JsonValue(format, json);
  try {
    return new JsonValue(format, JSON.parse(json));
  } catch (cause) {
    throw formatInvalid(format, 'is not JSON', cause);
  }
}

/** Text of UTF-8; a byte order mark, which JSON must not have, is passed over. */
function decodeUtf8(format: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw formatInvalid(format, 'is not UTF-8', cause);
  }
}
