import { type ErrorCode, isMedicoSamError } from '@medicosam/core';

/** What a case throws: the rule of the contract that does not hold, and what was seen instead. */
export class ConformanceFailure extends Error {
  override readonly name = 'ConformanceFailure';
}

/** Fails with a sentence unless the condition holds. */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ConformanceFailure(message);
}

/** Fails unless the call rejects with the code, and a message that says more than the code. */
export async function rejectsWith(call: Promise<unknown>, code: ErrorCode, what: string): Promise<void> {
  const error = await rejection(call, `${what} rejects with ${code}`);
  check(
    isMedicoSamError(error, code),
    `${what} rejects with MedicoSamError ${code}; rejected with ${describe(error)}.`,
  );
  check(error.message.length > 10, `${what} says what was wrong; the message is "${error.message}".`);
}

/** What a call rejects with. Fails where it fulfils. */
export async function rejection(call: Promise<unknown>, rule: string): Promise<unknown> {
  let value: unknown;
  try {
    value = await call;
  } catch (error) {
    return error;
  }
  throw new ConformanceFailure(`${rule}; it fulfilled with ${describe(value)}.`);
}

/** Fails unless the lists hold the same. */
export function same(actual: ArrayLike<unknown>, expected: ArrayLike<unknown>, what: string): void {
  const [got, wanted] = [Array.from(actual), Array.from(expected)];
  const isSame = got.length === wanted.length && got.every((value, index) => value === wanted[index]);
  check(isSame, `${what} is [${wanted}]; got [${got}].`);
}

/** The largest absolute difference of two lists, and where it is; NaN where one of them holds a NaN. */
export function largestDifference(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
): { readonly distance: number; readonly at: number } {
  let [worst, at] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? Number.NaN));
    if (distance <= worst) continue;
    [worst, at] = [distance, i];
    if (Number.isNaN(distance)) break;
  }
  return { distance: worst, at };
}

/** Fails where a value is further than `tolerance` from what is expected, or is no number. */
export function near(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  check(actual.length === expected.length, `${what} has ${expected.length} values; got ${actual.length}.`);
  const { distance, at } = largestDifference(actual, expected);
  check(
    distance <= tolerance,
    `${what} is within ${tolerance} of PyTorch's; value ${at} is ${actual[at]} instead of ${expected[at]}.`,
  );
}

function describe(value: unknown): string {
  if (isMedicoSamError(value)) return `${value.code}: ${value.message}`;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return typeof value === 'object' && value !== null ? `{ ${Object.keys(value).join(', ')} }` : String(value);
}
