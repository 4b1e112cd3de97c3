/**
 * Arithmetic on sizes that may contain free sizes. A size is a number or a polynomial of free sizes with whole
 * coefficients; `undefined` is a size of which nothing is known, and what comes of it is unknown as well.
 * So is every result that would not be exact.
 */
export type Size = number | Polynomial | undefined;

/** Coefficients by monomial. */
interface Polynomial {
  readonly terms: ReadonlyMap<Monomial, number>;
}

/** Names of free sizes, sorted and joined; the constant term is empty. No ONNX name holds the separator. */
type Monomial = string;
const SEPARATOR = '\0';
const CONSTANT: Monomial = '';

/** A free size. */
export const freeSize = (name: string): Size => ({ terms: new Map([[name, 1]]) });

/** `a + b` */
export function addSizes(a: Size, b: Size): Size {
  if (a === undefined || b === undefined) return undefined;
  return collect([...termsOf(a), ...termsOf(b)]);
}

/** `a − b` */
export const subtractSizes = (a: Size, b: Size): Size => addSizes(a, multiplySizes(b, -1));

/** `a · b` */
export function multiplySizes(a: Size, b: Size): Size {
  if (a === 0 || b === 0) return 0;
  if (a === undefined || b === undefined) return undefined;
  return collect(
    termsOf(a).flatMap(([left, x]) =>
      termsOf(b).map(([right, y]) => [joinMonomials(left, right), x * y] as const),
    ),
  );
}

/** The product of sizes; 1 for none. */
export const productOfSizes = (sizes: readonly Size[]): Size => sizes.reduce(multiplySizes, 1);

/** `⌊a / n⌋` for a whole `n` > 0, known when the free part of `a` is a multiple of `n`. */
export function floorDivide(a: Size, n: number): Size {
  if (a === undefined) return undefined;
  const terms = termsOf(a).map(
    ([monomial, x]) => [monomial, monomial === CONSTANT ? Math.floor(x / n) : x / n] as const,
  );
  return collect(terms);
}

/** `a / b` where it comes out even: equal factors cancel, and a single term divides the rest term by term. */
export function divideExactly(numerator: readonly Size[], denominator: readonly Size[]): Size {
  const rest = [...numerator];
  const divisors = denominator.filter((size) => {
    const at = rest.findIndex((other) => equalSizes(size, other));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  const dividend = productOfSizes(rest);
  const divisor = productOfSizes(divisors);
  if (dividend === undefined || divisor === undefined || divisor === 0) return undefined;
  const [term, ...others] = termsOf(divisor);
  if (term === undefined || others.length > 0) return undefined;
  const quotients = termsOf(dividend).map(([monomial, x]) => {
    const left = removeMonomial(monomial, term[0]);
    return left === undefined ? undefined : ([left, x / term[1]] as const);
  });
  const known = quotients.filter((quotient) => quotient !== undefined);
  return known.length === quotients.length ? collect(known) : undefined;
}

/** Whether two sizes are known to be equal. */
export function equalSizes(a: Size, b: Size): boolean {
  if (a === undefined || b === undefined) return false;
  return subtractSizes(a, b) === 0;
}

/** The least that a size can be when every free size is at least 1; −∞ when that cannot be told. */
export function leastSize(size: Size): number {
  if (size === undefined) return Number.NEGATIVE_INFINITY;
  const terms = termsOf(size);
  if (terms.some(([monomial, x]) => monomial !== CONSTANT && x < 0)) return Number.NEGATIVE_INFINITY;
  return terms.reduce((sum, [, x]) => sum + x, 0);
}

/** A number as it is, a polynomial as text (`2*n*p + 5`), an unknown size as `?`. */
export function formatSize(size: Size): number | string {
  if (size === undefined) return '?';
  if (typeof size === 'number') return size;
  const terms = [...size.terms].sort(([a], [b]) => byDegree(a, b));
  return terms
    .map(([monomial, x], i) => {
      const sign = x < 0 ? (i === 0 ? '-' : ' - ') : i === 0 ? '' : ' + ';
      const names = monomial === CONSTANT ? [] : monomial.split(SEPARATOR);
      const factor = Math.abs(x) === 1 && names.length > 0 ? [] : [`${Math.abs(x)}`];
      return sign + [...factor, ...names].join('*');
    })
    .join('');
}

const termsOf = (size: number | Polynomial): readonly (readonly [Monomial, number])[] =>
  typeof size === 'number' ? (size === 0 ? [] : [[CONSTANT, size]]) : [...size.terms];

/** Sums terms of the same monomial, drops zeros, and gives up on what is no exact whole number. */
function collect(terms: readonly (readonly [Monomial, number])[]): Size {
  const sums = new Map<Monomial, number>();
  for (const [monomial, x] of terms) sums.set(monomial, (sums.get(monomial) ?? 0) + x);
  for (const [monomial, x] of sums) {
    if (!Number.isSafeInteger(x)) return undefined;
    if (x === 0) sums.delete(monomial);
  }
  if (sums.size === 0) return 0;
  const constant = sums.get(CONSTANT);
  return sums.size === 1 && constant !== undefined ? constant : { terms: sums };
}

const splitMonomial = (monomial: Monomial): string[] =>
  monomial === CONSTANT ? [] : monomial.split(SEPARATOR);

const joinMonomials = (a: Monomial, b: Monomial): Monomial =>
  [...splitMonomial(a), ...splitMonomial(b)].sort().join(SEPARATOR);

function removeMonomial(from: Monomial, part: Monomial): Monomial | undefined {
  const names = splitMonomial(from);
  for (const name of splitMonomial(part)) {
    const at = names.indexOf(name);
    if (at < 0) return undefined;
    names.splice(at, 1);
  }
  return names.join(SEPARATOR);
}

/** Higher degrees first, then by name: a total order, whatever the terms' history. */
function byDegree(a: Monomial, b: Monomial): number {
  const degree = splitMonomial(b).length - splitMonomial(a).length;
  return degree !== 0 ? degree : a < b ? -1 : 1;
}
