/** A piece of a pickle: its bytes. */
export type Piece = Uint8Array;

const encoder = new TextEncoder();

export const join = (...pieces: Piece[]): Piece => {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};
/** Opcodes by their characters. */
export const op = (codes: string): Piece => Uint8Array.from(codes, (code) => code.charCodeAt(0));
export const uint32 = (value: number): Piece => new Uint8Array(Uint32Array.of(value).buffer);
export const uint64 = (value: bigint): Piece => new Uint8Array(BigUint64Array.of(value).buffer);

export const text = (value: string): Piece => {
  const utf8 = encoder.encode(value);
  return join(op('X'), uint32(utf8.length), utf8);
};
export const integer = (value: number): Piece =>
  value === (value | 0)
    ? join(op('J'), new Uint8Array(Int32Array.of(value).buffer))
    : join(op('\x8a\x08'), new Uint8Array(BigInt64Array.of(BigInt(value)).buffer));
export const global = (module: string, name: string): Piece =>
  join(op('c'), encoder.encode(`${module}\n${name}\n`));
export const tuple = (...items: Piece[]): Piece => join(op('('), ...items, op('t'));
export const call = (callee: Piece, ...args: Piece[]): Piece => join(callee, tuple(...args), op('R'));
export const dict = (entries: Readonly<Record<string, Piece>>): Piece =>
  join(op('}('), ...Object.entries(entries).flatMap(([key, value]) => [text(key), value]), op('u'));
/** A whole pickle of protocol 2. */
export const pickle = (value: Piece): Piece => join(op('\x80\x02'), value, op('.'));

/** What torch pickles for a tensor. */
export function tensor({
  key = '0',
  numel,
  dims,
  strides,
  offset = 0,
  storage = 'FloatStorage',
}: {
  key?: string;
  numel: number;
  dims: number[];
  strides: number[];
  offset?: number;
  storage?: string;
}): Piece {
  const id = tuple(text('storage'), global('torch', storage), text(key), text('cpu'), integer(numel));
  return call(
    global('torch._utils', '_rebuild_tensor_v2'),
    join(id, op('Q')),
    integer(offset),
    tuple(...dims.map(integer)),
    tuple(...strides.map(integer)),
    op('\x89'),
    call(global('collections', 'OrderedDict')),
  );
}
