import type { Attribute } from '../graph/graph.js';
import { DATA_TYPES } from '../graph/graph.js';

/** What an operator takes and gives. */
export interface Signature {
  /** The first opset that has the operator. */
  readonly since: number;
  readonly inputs: readonly [least: number, most: number];
  readonly outputs: readonly [least: number, most: number];
  readonly attributes: Readonly<Record<string, AttributeRule>>;
}

/** What an attribute may be. */
export interface AttributeRule {
  readonly kind: Attribute['kind'];
  readonly required?: boolean;
  readonly test?: { readonly rule: string; readonly holds: (value: Attribute['value']) => boolean };
}

/** An attribute of a kind, with any value. */
export const ofKind = (kind: Attribute['kind']): AttributeRule => ({ kind });

const test = (
  kind: Attribute['kind'],
  rule: string,
  holds: (value: Attribute['value']) => boolean,
): AttributeRule => ({ kind, test: { rule, holds } });

const isWhole = (value: unknown): value is number => Number.isInteger(value);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** An axis, an element type, or any other integer. */
export const int = test('int', 'a whole number', isWhole);
/** Any integers. */
export const ints = test('ints', 'whole numbers', (value) => isList(value) && value.every(isWhole));
/** 0 or 1. */
export const flag = test('int', '0 or 1', (value) => value === 0 || value === 1);
/** A count from 1 on. */
export const positive = test('int', 'a whole number from 1 on', (value) => isWhole(value) && value >= 1);
/** Counts from 1 on. */
export const positives = test(
  'ints',
  'whole numbers from 1 on',
  (value) => isList(value) && value.every((item) => isWhole(item) && item >= 1),
);
/** Begins, then ends, of each axis. */
export const pads = test(
  'ints',
  'an even count of whole numbers from 0 on',
  (value) => isList(value) && value.length % 2 === 0 && value.every((item) => isWhole(item) && item >= 0),
);
/** Each axis once. */
export const permutation = test(
  'ints',
  'an order of axes',
  (value) => isList(value) && [...value].sort((a, b) => Number(a) - Number(b)).every((item, i) => item === i),
);
/** A float above 0. */
export const positiveFloat = test(
  'float',
  'a number above 0',
  (value) => typeof value === 'number' && value > 0,
);
/** A float that is a number. */
export const finite = test('float', 'a finite number', Number.isFinite);
/** The number of an element type; those of `onnx.proto` go to 23. */
export const dataType = test(
  'int',
  'the number of an element type',
  (value) => isWhole(value) && value >= DATA_TYPES.float32 && value <= 23,
);
/** One of some texts. */
export const oneOf = (...texts: readonly string[]): AttributeRule =>
  test('string', `one of ${texts.join(', ')}`, (value) => typeof value === 'string' && texts.includes(value));

/** The same, not to be left out. */
export const required = (rule: AttributeRule): AttributeRule => ({ ...rule, required: true });
