import type { VoiWindow } from '@medicosam/core';
import type { ImageInfo } from '@medicosam/io/open';
import { plainText, tableText } from '../text.js';
import type { InfoReport } from './run-info.js';

/** A report for people. */
export function infoText({ path, format, items, refused, warnings }: InfoReport): string {
  const count = items.length > 1 ? `, ${items.length} series or volumes` : '';
  return [
    `${path}  ${format}${count}`,
    ...items.flatMap((item) => [
      ...(items.length > 1 ? ['', `--series ${item.number}`] : []),
      ...indent(tableText(rowsOf(item))),
      ...item.warnings.map(({ code, message }) => `  warning ${code}: ${message}`),
    ]),
    ...(refused.length > 0 ? ['', 'Not read:'] : []),
    ...refused.map(({ file, code, message }) => `  ${plainText(file)}  ${code}: ${message}`),
    ...(warnings.length > 0 ? [''] : []),
    ...warnings.map(({ code, message }) => `warning ${code}: ${message}`),
  ].join('\n');
}

const indent = (text: string) => text.split('\n').map((line) => `  ${line}`);

/** What there is to say, a row each. */
function rowsOf(info: ImageInfo): [string, string][] {
  const { frames, transferSyntax, windows, tables, segments, padding } = info;
  const rows: [string, string | undefined][] = [
    ['image', words([info.modality, info.bodyPart, info.description, seriesText(info)])],
    ['kind', info.imageType?.join(' ')],
    [
      'size',
      info.size[0] > 0
        ? words([info.size.join(' × '), info.channels > 1 ? `${info.channels} channels` : ''])
        : undefined,
    ],
    ['frames', frames && `${frames.count} ${frames.name}`],
    ['values', valuesText(info)],
    ['padding', padding && [...new Set([padding.low, padding.high])].join(' to ')],
    ['spacing', info.spacing && `${numbers(info.spacing)} mm`],
    ['spacing', info.detectorSpacing && `${numbers(info.detectorSpacing)} mm at the detector`],
    ['origin', info.origin && `${numbers(info.origin, ', ')} mm (LPS)`],
    ['orientation', orientationText(info)],
    ['stored', storedText(info)],
    ['coded', transferSyntax && `${transferSyntax.name}${info.lossy ? ', lossy' : ''}`],
    ['windows', windows?.map(windowText).join(' · ')],
    ['tables', tables?.join(' · ')],
    ['segments', segments?.map(({ name, labelValue }) => `${labelValue} ${name}`).join(' · ')],
    ['series', info.seriesUid],
  ];
  return rows.flatMap(([name, value]): [string, string][] => (value ? [[name, plainText(value)]] : []));
}

const words = (parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(', ');
/** What rounding left of 0 is 0. */
const short = (value: number) => `${Math.abs(value) < 1e-9 ? 0 : Number(value.toPrecision(6))}`;
const numbers = (values: readonly number[], between = ' × ') => values.map(short).join(between);
const seriesText = ({ seriesNumber }: ImageInfo) =>
  seriesNumber === undefined ? undefined : `series number ${seriesNumber}`;

function valuesText({ type, rescale }: ImageInfo): string {
  if (!rescale) return type ?? '';
  const { slope, intercept, unit = 'value' } = rescale;
  if (slope === 1 && intercept === 0) return words([type, rescale.unit]);
  const sum = `${short(slope)} × stored ${intercept < 0 ? '−' : '+'} ${short(Math.abs(intercept))}`;
  return words([type, `${unit} = ${sum}`]);
}

function storedText({ photometric, bits }: ImageInfo): string | undefined {
  if (!bits?.stored) return undefined;
  return words([photometric, `${bits.stored} of ${bits.allocated} bits`, bits.signed ? 'signed' : undefined]);
}

function orientationText({ size, orientation, obliqueDegrees, placement }: ImageInfo): string | undefined {
  if (orientation === undefined) return size[0] > 0 ? 'no place stated' : undefined;
  return words([
    orientation,
    obliqueDegrees === undefined ? undefined : `oblique by ${short(Number(obliqueDegrees.toFixed(1)))}°`,
    placement && `by the ${placement}`,
  ]).replace('by the assumed', 'assumed');
}

const windowText = ({ center, width, explanation, function: name }: VoiWindow) =>
  `${short(center)},${short(width)}${explanation ? ` ${explanation}` : ''}${name && name !== 'linear' ? ` (${name})` : ''}`;
