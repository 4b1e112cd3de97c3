import { type ConformanceCase, group } from '../suite/conformance-case.js';
import { check } from '../suite/expectations.js';

/** What a backend says of itself. */
export const deviceCases: readonly ConformanceCase[] = group(
  'devices',
  {
    'devices() names at least one usable device, and of each other the reason why not': async ({
      backend,
    }) => {
      const reports = await backend.devices();
      check(
        reports.some(({ usable }) => usable),
        `A device is usable; of ${reports.length} none is.`,
      );
      for (const { device, usable, reason = '' } of reports) {
        check(device !== '', 'Every device has a name.');
        check(usable || reason !== '', `The device ${device} cannot be used, and says why.`);
      }
    },
    'the capabilities of a usable device are stated': async (context) => {
      const { device, capabilities } = await context.device();
      const { lowerings, storages, concurrency } = capabilities;
      check(context.backend.id !== '', 'A backend has an id.');
      check(lowerings.length > 0, `${device} lists the lowerings that run on it.`);
      check(storages.length > 0, `${device} lists the storages that run on it.`);
      const isCount = Number.isInteger(concurrency) && concurrency >= 1;
      check(isCount, `The concurrency of ${device} is a whole number of at least 1; it is ${concurrency}.`);
    },
  },
  'any',
);
