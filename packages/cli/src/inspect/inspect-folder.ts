import { type Manifest, MedicoSamError, type ModelSource } from '@medicosam/core';
import type { CommandContext } from '../context.js';
import { describeError } from '../errors.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { byteText, tableText } from '../text.js';
import { sha256OfSource } from './sha256-of-source.js';

interface FolderReport {
  readonly kind: 'model';
  readonly model: string;
  readonly manifest: Manifest;
  readonly files: readonly FileCheck[];
  /** Whether every file is there and has its hash. */
  readonly intact: boolean;
}

interface FileCheck {
  readonly file: string;
  readonly bytes?: number;
  readonly state: 'ok' | 'missing' | 'differs';
}

/** The manifest of a model folder, and every file that it names against its hash. */
export async function inspectFolder(
  source: ModelSource,
  model: string,
  { output, signal }: CommandContext,
): Promise<ExitCode> {
  const manifest = await source.manifest({ signal });
  const files: FileCheck[] = [];
  const named = namedFiles(manifest);
  for (const [index, { file, sha256 }] of named.entries()) {
    files.push(
      await checkFile(source, file, sha256, signal, (fraction) =>
        output.progress('Checking the files', { fraction: (index + fraction) / named.length }),
      ),
    );
  }
  const report: FolderReport = {
    kind: 'model',
    model,
    manifest,
    files,
    intact: files.every(({ state }) => state === 'ok'),
  };
  output.result(report, () => reportText(report));
  if (report.intact) return EXIT_CODES.done;
  const wrong = files.filter(({ state }) => state !== 'ok').map(({ file, state }) => `${file} ${state}`);
  throw new MedicoSamError('MODEL_CHECKSUM_MISMATCH', {
    message: `The folder is not what its manifest says: ${wrong.join(', ')}.`,
    hint: 'Copy or convert the model again, whole.',
  });
}

function namedFiles({ graphs, weights, probes }: Manifest): { file: string; sha256: string }[] {
  const all = [
    ...weights,
    ...graphs,
    ...probes,
    ...probes.map(({ values, valuesSha256 }) => ({ file: values, sha256: valuesSha256 })),
  ];
  return [...new Map(all.map(({ file, sha256 }) => [file, { file, sha256 }])).values()];
}

async function checkFile(
  source: ModelSource,
  file: string,
  sha256: string,
  signal: AbortSignal,
  onFraction: (fraction: number) => void,
): Promise<FileCheck> {
  let bytes: Awaited<ReturnType<ModelSource['open']>>;
  try {
    bytes = await source.open(file, { signal });
  } catch (error) {
    if (describeError(error).report.code !== 'MODEL_FILE_MISSING') throw error;
    return { file, state: 'missing' };
  }
  try {
    const actual = await sha256OfSource(bytes, signal, onFraction);
    return { file, bytes: bytes.size, state: actual === sha256 ? 'ok' : 'differs' };
  } finally {
    await bytes.close();
  }
}

function reportText({ model, manifest, files }: FolderReport): string {
  const { trained, image, provenance } = manifest;
  const facts: [name: string, value: string][] = [
    ['id', manifest.id],
    ['hash', manifest.hash],
    ['encoder', manifest.architecture.encoder],
    ['input', `${image.size} × ${image.size} pixels`],
    ['trained', `${trained.preprocess} preprocessing, normalisation ${trained.normalisation}`],
    [
      'prompts',
      `${trained.prompts.join(', ')}; mask prompts in training: ${trained.maskPrompts ? 'yes' : 'no'}`,
    ],
    ['licence', manifest.licence],
    ['made by', provenance.converter],
    ...provenance.checkpoint.map(({ sha256, bytes }): [string, string] => [
      'from',
      `${byteText(bytes)}, sha256 ${sha256}`,
    ]),
    ...manifest.measured.map(({ what, value, on }): [string, string] => [
      'measured',
      `${what} ${value} (${on})`,
    ]),
    ...manifest.notes.map((note): [string, string] => ['note', note]),
  ];
  const sizes = files.map(({ file, bytes, state }) => [
    `  ${file}`,
    bytes === undefined ? '' : byteText(bytes),
    state,
  ]);
  return [
    `${model}  ${manifest.title}`,
    tableText(facts.map(([name, value]) => [`  ${name}`, value])),
    tableText(sizes),
  ].join('\n');
}
