import { mkdir, writeFile } from 'node:fs/promises';
import type { ConformanceReport } from '@medicosam/testkit';

const folder = new URL('../../reports/conformance/', import.meta.url);

/** Leaves a report where docs/render-conformance.mjs finds it. */
export async function writeReport(report: ConformanceReport): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = `${report.name.replaceAll(/\W+/g, '-')}.json`;
  await writeFile(new URL(file, folder), `${JSON.stringify(report, null, 2)}\n`);
}
