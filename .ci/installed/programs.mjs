import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../public-packages.mjs';

const block = (folder, language) =>
  readFileSync(join(root, folder, 'README.md'), 'utf8').match(
    new RegExp(`\`\`\`${language}\n([\\s\\S]+?)\`\`\``),
  )?.[1];

const dom = ['es2023', 'dom', 'dom.iterable'];
const react = {
  file: 'app.tsx',
  code: block('packages/react', 'tsx'),
  options: { lib: dom, jsx: 'react-jsx' },
};
const types18 = './node_modules/types-react-18';

/** What is installed beside the packages for the programs below: types of the peers, and no more of them. */
export const peers = [
  '@types/react@19.3.3',
  'types-react-18@npm:@types/react@18.3.32',
  '@tensorflow/tfjs-core@4.22.0',
];

/**
 * What users of the packages with peers write: a name, a file, its code and the compiler's options. `alien` matches the
 * complaints that are about the peers' own declarations, which are nobody's of ours to mend.
 */
export const programs = [
  { name: '@medicosam/react, React 19', ...react },
  {
    name: '@medicosam/react, React 18',
    ...react,
    options: {
      ...react.options,
      paths: { react: [`${types18}/index.d.ts`], 'react/jsx-runtime': [`${types18}/jsx-runtime.d.ts`] },
    },
  },
  {
    name: '@medicosam/cornerstone',
    file: 'viewer.ts',
    code: `import * as cornerstoneTools from '@cornerstonejs/tools';
import type { Predictor } from '@medicosam/core';
import { MedicoSamEvents, type MedicoSamStatusEvent, MedicoSamTool, type MedicoSamToolConfiguration } from '@medicosam/cornerstone';

declare const predictor: Predictor;
const configuration: MedicoSamToolConfiguration = { getPredictor: () => predictor, normalisation: 'window:40,400' };
cornerstoneTools.addTool(MedicoSamTool);
const group = cornerstoneTools.ToolGroupManager.createToolGroup('group');
group?.addTool(MedicoSamTool.toolName, configuration);
class OwnTool extends MedicoSamTool {
  static override toolName = 'Own';
}
const tool: MedicoSamTool = new OwnTool();
export const area = (event: MedicoSamStatusEvent): number | undefined => event.detail.mask?.area;
export const known: readonly [string, boolean] = [MedicoSamEvents.STATUS, tool.hasPreviewData()];
`,
    options: { lib: dom },
    // Cornerstone 5.14 imports from folders of its own repository; gl-matrix 3.4 is older than TypeScript 6.
    alien: /^node_modules\/(@cornerstonejs|@kitware|gl-matrix|dicom-parser)\//,
  },
  {
    name: '@medicosam/tfjs',
    file: 'tfjs.ts',
    code: `import { loadPredictor, type Predictor } from '@medicosam/core';
import { tiny } from '@medicosam/model-tiny';
import { tfjs } from '@medicosam/tfjs';
import * as tf from '@tensorflow/tfjs-core';

export const load = (): Promise<Predictor> => loadPredictor({ model: tiny, backend: tfjs({ tf }) });
export const later = tfjs({ load: () => import('@tensorflow/tfjs-core'), backend: 'cpu' });
`,
    options: { lib: dom },
    // tfjs-core 4.22 names Long without its types, and its WebGPU types are older than those of TypeScript 6.
    alien: /^node_modules\/(@tensorflow|@webgpu|typescript)\//,
  },
  {
    name: '@medicosam/hub in Node',
    file: 'hub.ts',
    code: `import { loadPredictor, type Predictor } from '@medicosam/core';
import { createHub, type PulledModel } from '@medicosam/hub';
import { onnxNode } from '@medicosam/onnx-node';

const hub = createHub({ cache: 'models', retry: { rounds: 2 } });
export const pull = (): Promise<PulledModel> =>
  hub.pull('vit_b', { storages: ['w16'], onLicence: ({ licence }) => console.error(licence) });
export const load = (): Promise<Predictor> => loadPredictor({ model: hub.source('vit_b'), backend: onnxNode() });
`,
    options: { types: ['node'] },
  },
  {
    name: '@medicosam/hub in a browser',
    file: 'hub-browser.ts',
    code: `import { createHub, type PulledModel } from '@medicosam/hub/browser';

const hub = createHub({
  worker: () => new Worker(new URL('./hub-worker.js', import.meta.url), { type: 'module' }),
});
export const drop = async ({ dataTransfer }: DragEvent, { signal }: AbortController): Promise<PulledModel | undefined> => {
  const [file] = dataTransfer?.files ?? [];
  return file && hub.pull(file, { signal, onProgress: ({ stage, fraction }) => console.log(stage, fraction) });
};
export const fetched = (): Promise<PulledModel> => hub.pull(new URL('https://example.org/vit_b.pt'));
`,
    options: { lib: dom },
  },
  {
    name: '@medicosam/hub/browser without DOM and Node',
    file: 'hub-bare.ts',
    code: "import { createHub } from '@medicosam/hub/browser';\nexport const hub = createHub();\n",
  },
];
