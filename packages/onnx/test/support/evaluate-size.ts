/** The value of an inferred size such as `2*n*p + 5`; `undefined` for `?`. */
export function evaluateSize(
  size: number | string,
  numbers: Readonly<Record<string, number>>,
): number | undefined {
  if (typeof size === 'number') return size;
  if (size === '?') return undefined;
  const terms = size.replace(/ ([+-]) /g, ' $1').split(' ');
  return terms.reduce((sum, term) => sum + evaluateTerm(term, numbers), 0);
}

function evaluateTerm(term: string, numbers: Readonly<Record<string, number>>): number {
  const sign = term.startsWith('-') ? -1 : 1;
  return term
    .replace(/^[+-]/, '')
    .split('*')
    .reduce((product, factor) => product * (numbers[factor] ?? Number(factor)), sign);
}
