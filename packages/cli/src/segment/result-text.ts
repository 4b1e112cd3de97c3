import type { SegmentReport, SegmentResult } from './segment-result.js';

/** One image's result for people: a line a mask. */
export function resultText({ file, slice, masks, overlay, fromCache, timings }: SegmentResult): string {
  const lines = masks.map(
    ({ name, file: maskFile, label, area, box, predictedIou, stabilityScore, candidate, iou }) =>
      [
        `  ${maskFile ?? name ?? 'mask'}`,
        ...(label === undefined ? [] : [`label ${label}`]),
        `area ${area} px`,
        `box ${box.join(',')}`,
        ...(predictedIou === null ? ['as recorded'] : [`predicted IoU ${predictedIou.toFixed(3)}`]),
        ...(predictedIou === null ? [] : [`stability ${stabilityScore?.toFixed(3) ?? 'none'}`]),
        ...(candidate > 0 ? [`candidate ${candidate}`] : []),
        ...(typeof iou === 'number' ? [`IoU with the record ${iou.toFixed(4)}`] : []),
      ].join('  '),
  );
  return [
    `${file}${slice ? `  slice ${slice.index} across ${slice.axis}` : ''}  ${masks.length} ${masks.length === 1 ? 'mask' : 'masks'}  ${fromCache ? 'embedding from the cache' : 'encoded'} in ${timings.encodeMs} ms, predicted in ${timings.predictMs} ms`,
    ...lines,
    ...(overlay === undefined ? [] : [`  ${overlay}  overlay`]),
  ].join('\n');
}

/** The last line of a run over several images. */
export function summaryText({ results, failed, unprompted }: SegmentReport): string {
  const parts = [`${results.length} of ${results.length + failed.length} images segmented`];
  if (failed.length > 0) parts.push(`${failed.length} failed`);
  if (unprompted.length > 0) parts.push(`${unprompted.length} without prompts passed over`);
  return `${parts.join(', ')}.`;
}
