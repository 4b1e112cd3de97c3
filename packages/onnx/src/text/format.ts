import type { Attribute, DataType, TensorConstant } from '../graph/graph.js';
import { constantValue } from '../shapes/constant-value.js';
import { toInt64 } from '../write/int64.js';

/** How many values of a constant are shown. */
const MAX_SHOWN = 16;

/** A name, quoted where it would be read as something else; an absent one is `_`. */
export function formatName(name: string): string {
  if (name === '') return '_';
  return /^[^\s()[\]{},=?"]+$/.test(name) && name !== '_' ? name : JSON.stringify(name);
}

/** A float32 in the fewest digits that give it back, and never like an integer. */
function formatFloat(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9].find(
    (count) => Math.fround(Number(value.toPrecision(count))) === Math.fround(value),
  );
  const text = `${digits === undefined ? value : Number(value.toPrecision(digits))}`;
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** The value of an attribute. */
export function formatAttribute(attribute: Attribute): string {
  switch (attribute.kind) {
    case 'int':
      return formatValue('int64', attribute.value);
    case 'float':
      return formatFloat(attribute.value);
    case 'string':
      return JSON.stringify(attribute.value);
    case 'ints':
      return `[${attribute.value.map((value) => formatValue('int64', value)).join(',')}]`;
    case 'floats':
      return `[${attribute.value.map(formatFloat).join(',')}]`;
    case 'strings':
      return `[${attribute.value.map((text) => JSON.stringify(text)).join(',')}]`;
    case 'tensor':
      return formatValues(attribute.value) ?? formatLarge(attribute.value);
  }
}

/**
 * The values of a small constant, with type and sizes unless they show: int64 and float32, scalar or list.
 * `undefined` when there are too many.
 */
export function formatValues({ type, dims, data }: TensorConstant): string | undefined {
  const { values } = constantValue(type, dims, data);
  if (!values || values.length > MAX_SHOWN) return undefined;
  const shown = values.map((value) => formatValue(type, value as number));
  const text = dims.length === 0 ? shown.join('') : `[${shown.join(',')}]`;
  const isPlain = (type === 'int64' || type === 'float32') && dims.length < 2;
  return isPlain ? text : `${formatType(type, dims)}${text}`;
}

/** A type with its sizes. */
export const formatType = (type: DataType | '?', dims: readonly (number | string)[]): string =>
  `${type}[${dims.map((dim) => (dim === '' ? '?' : dim)).join(',')}]`;

function formatValue(type: DataType, value: number): string {
  if (type === 'float32' || type === 'float64') return formatFloat(value);
  return type === 'int64' ? `${toInt64(value, 'a constant')}` : `${value}`;
}

const formatLarge = ({ type, dims, data }: TensorConstant): string =>
  `${formatType(type, dims)} of ${data.length} bytes`;
