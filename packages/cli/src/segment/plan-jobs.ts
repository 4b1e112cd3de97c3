import { stat } from 'node:fs/promises';
import { dirname, join, normalize, resolve } from 'node:path';
import type { InputSelection } from '../input/input-selection.js';
import { chosenNormalisation } from '../options/normalisation.js';
import type { PromptOptions } from '../options/prompt-options.js';
import { planSession, type SessionPlan } from '../session/plan-session.js';
import { UsageError } from '../usage-error.js';
import { type InputFile, inputFiles } from './input-files.js';
import type { ObjectPrompt, SegmentJob, SessionStep } from './job.js';
import { objectsOfOptions } from './objects-of-options.js';
import { outputPaths } from './output-paths.js';
import { planLabelFile } from './plan-label-file.js';
import { type PromptsItem, type PromptsStep, readPromptsFile } from './prompts-file.js';

/** The options of `medicosam segment` that say what to segment and where results go. */
export interface PlanOptions extends PromptOptions {
  readonly mask?: string | undefined;
  readonly prompts?: string | undefined;
  readonly session?: string | undefined;
  readonly multimask?: boolean | undefined;
  readonly normalize?: string | undefined;
  readonly window?: string | undefined;
  readonly out?: string | undefined;
  readonly overlay?: string | undefined;
  readonly selection?: InputSelection | undefined;
}

/** What is to be done, and the images of a folder that no prompt names. */
export interface Plan {
  readonly jobs: readonly SegmentJob[];
  readonly unprompted: readonly string[];
  readonly session?: SessionPlan | undefined;
}

/**
 * Turns the command line into jobs.
 *
 * @throws UsageError when the options contradict each other; MedicoSamError as `readPromptsFile` and `readSessionFile`.
 */
export async function planJobs(inputs: readonly string[], options: PlanOptions): Promise<Plan> {
  const normalisation = chosenNormalisation(options);
  const hasPrompt = Boolean(
    options.point ?? options.box ?? options.worldPoint ?? options.worldBox ?? options.mask,
  );
  if (options.prompts !== undefined && hasPrompt) {
    throw new UsageError(
      '--prompts cannot be combined with --point, --box or --mask.',
      'Put them in the file.',
    );
  }
  const session = await planSession(options, hasPrompt || options.prompts !== undefined);
  const planned =
    options.prompts === undefined
      ? await planFromOptions(inputs, session?.record ? [] : objectsOfOptions(options))
      : await planFromFile(inputs, options.prompts);
  checkSteps(planned.files, options);
  const wanted = planned.files.map(({ input, objects, steps, normalize, selection }) => ({
    file: input.path,
    objects,
    steps,
    normalisation: normalize ?? normalisation,
    selection: { ...options.selection, ...selection },
  }));
  const labels = await planLabelFile(wanted, options);
  const isSingle = inputs.length === 1 && planned.files.length === 1 && !planned.files[0]?.input.found;
  const paths = await outputPaths(
    planned.files.map(({ input, selection }) => ({ ...input, part: partOf(selection) })),
    labels ? { overlay: options.overlay } : options,
    isSingle,
  );
  const jobs = wanted.map((job, index) => ({ ...job, labels, ...paths[index] }));
  await checkOverwriting(jobs);
  return { jobs, unprompted: planned.unprompted, session };
}

interface PlannedFile {
  readonly input: InputFile;
  readonly objects: readonly ObjectPrompt[];
  readonly steps?: readonly SessionStep[] | undefined;
  readonly normalize?: string | undefined;
  readonly selection?: InputSelection | undefined;
}

interface PlannedFiles {
  readonly files: readonly PlannedFile[];
  readonly unprompted: readonly string[];
}

async function planFromOptions(
  inputs: readonly string[],
  objects: readonly ObjectPrompt[],
): Promise<PlannedFiles> {
  if (inputs.length === 0) {
    throw new UsageError('No image was named.', 'For example medicosam segment scan.png --point 120,88.');
  }
  const files = await inputFiles(inputs);
  return { files: files.map((input) => ({ input, objects })), unprompted: [] };
}

async function planFromFile(inputs: readonly string[], path: string): Promise<PlannedFiles> {
  const { items } = await readPromptsFile(path);
  const home = dirname(path);
  if (inputs.length === 0) {
    return {
      files: items.map((item) => ({
        input: { path: join(home, item.image), name: normalize(item.image), found: true },
        ...promptsOfItem(item, home),
      })),
      unprompted: [],
    };
  }
  const named = await inputFiles(inputs);
  const files: PlannedFile[] = [];
  const matched = new Set<InputFile>();
  for (const item of items) {
    const input = named.find((file) => isImageOf(item, file, home));
    if (input) matched.add(input);
    // An image that is not there becomes an error of its own, not of the whole.
    files.push({
      input: input ?? { path: join(inputs[0] ?? home, item.image), name: normalize(item.image), found: true },
      ...promptsOfItem(item, home),
    });
  }
  return { files, unprompted: named.filter((file) => !matched.has(file)).map((file) => file.path) };
}

const isImageOf = (item: PromptsItem, file: InputFile, home: string): boolean =>
  normalize(item.image) === normalize(file.name) || resolve(home, item.image) === resolve(file.path);

const promptsOfItem = (item: PromptsItem, home: string): Omit<PlannedFile, 'input'> => ({
  objects: (item.objects ?? []).map(({ name, ...prompts }) => ({ name, ...promptOf(prompts, home) })),
  steps: item.steps?.map((step) => stepOf(step, home)),
  normalize: item.normalize,
  selection: selectionOfItem(item),
});

const selectionOfItem = ({ slice, axis, frame, series }: PromptsItem): InputSelection => ({
  ...(slice !== undefined && { slice }),
  ...(axis !== undefined && { axis }),
  ...(frame !== undefined && { frame }),
  ...(series !== undefined && { series: `${series}` }),
});

/** What tells slices and frames of one input apart in names of files. */
function partOf({ slice, axis = 'k', frame }: InputSelection = {}): string {
  return [
    ...(frame === undefined ? [] : [`.frame${frame}`]),
    ...(slice === undefined ? [] : [`.${axis}${slice}`]),
  ].join('');
}

type WrittenPrompt = Omit<NonNullable<PromptsItem['objects']>[number], 'name'>;

const promptOf = ({ points, box, mask }: WrittenPrompt, home: string): ObjectPrompt => ({
  points: points?.map(([x, y, label = 1]) => ({ x, y, label })),
  box,
  mask: mask === undefined ? undefined : join(home, mask),
});

function stepOf(step: PromptsStep, home: string): SessionStep {
  if (typeof step === 'string') return { kind: step };
  if ('commit' in step) return { kind: 'commit', name: step.commit };
  return { kind: 'prompts', prompts: promptOf(step, home) };
}

function checkSteps(files: readonly PlannedFile[], { multimask }: PlanOptions): void {
  if (!multimask || files.every(({ steps }) => steps === undefined)) return;
  throw new UsageError(
    '--multimask gives three masks of an object, and each step of the prompts file goes on from one.',
    'Leave --multimask out.',
  );
}

async function checkOverwriting(jobs: readonly SegmentJob[]): Promise<void> {
  const inputs = new Set(jobs.map(({ file }) => resolve(file)));
  const outputs = jobs.flatMap(({ maskPath, overlayPath, labels }) => [maskPath, overlayPath, labels?.path]);
  for (const path of outputs) {
    if (path === undefined || !inputs.has(resolve(path))) continue;
    if (await stat(path).catch(() => undefined)) {
      throw new UsageError(`${path} would be written over the image it comes from.`, 'Name another file.');
    }
  }
}
