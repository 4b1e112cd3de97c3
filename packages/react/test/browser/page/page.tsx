/// <reference lib="dom" />
// What the tests drive in a real Chromium: an application with one provider and several components that use the hook.
import { ObjectList, type PredictorSource } from '@medicosam/core';
import { MedicoSamProvider, toImageData } from '@medicosam/react';
import * as React from 'react';
import { type ReactNode, StrictMode, version } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { addPicture, picture } from './pictures.js';
import { closeGate, counts, load } from './predictors.js';
import { Tool, type ToolSetup, watch, watched } from './tool.jsx';

/** An application as a test wants it. */
export interface Setup {
  readonly tools: readonly ToolSetup[];
  readonly strict?: boolean;
  readonly preload?: boolean;
  /** The provider's predictor; a function when absent. */
  readonly source?: 'function' | 'failing once' | 'promise' | 'tiny' | 'on its way';
  /** Hidden by React, which takes its effects away: from React 19 on. */
  readonly hidden?: boolean;
  /** One list of objects for all. */
  readonly shared?: boolean;
}

/** By its name in pieces: bundlers look for it in React 18, too. */
const Activity = (React as Partial<Record<string, unknown>>)[['Act', 'ivity'].join('')] as
  | typeof React.Activity
  | undefined;

let root: Root | undefined;
let failures = 1;
const objects = new ObjectList();
let promised: ReturnType<typeof load> | undefined;

function sourceOf({ source }: Setup): PredictorSource {
  if (source === 'on its way') return () => new Promise<never>(() => {});
  if (source === 'promise') {
    promised ??= load();
    return promised;
  }
  return (options) => {
    if (source === 'failing once' && failures-- > 0) {
      counts.loads++;
      throw new RangeError('no network');
    }
    return load(options, source === 'tiny' ? 'tiny' : 'mini');
  };
}

function render(setup: Setup): void {
  root ??= createRoot(document.getElementById('root') as HTMLElement);
  const tools = setup.tools.map((tool) => (
    <Tool key={tool.id} objects={setup.shared ? objects : undefined} {...tool} />
  ));
  const app: ReactNode = (
    <MedicoSamProvider predictor={sourceOf(setup)} preload={setup.preload}>
      {Activity ? <Activity mode={setup.hidden ? 'hidden' : 'visible'}>{tools}</Activity> : tools}
    </MedicoSamProvider>
  );
  root.render(setup.strict ? <StrictMode>{app}</StrictMode> : app);
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

const lab = {
  version,
  render,
  unmount() {
    root?.unmount();
    root = undefined;
  },
  counts: () => ({ ...counts }),
  closeGate,
  /** The component as it was rendered last. */
  sam(id: string) {
    const { sam } = watch(id);
    if (!sam) throw new Error(`${id} was not rendered.`);
    return sam;
  },
  statuses: (id: string) => watch(id).statuses,
  errors: (id: string) => watch(id).errors,
  identities: (id: string) => watch(id).actions.size,
  handle: (id: string) => watch(id).handle?.current,
  picture,
  addPicture,
  toImageData,
  /** Waits until the component was rendered with one of the statuses. */
  async until(id: string, ...wanted: string[]) {
    do await tick();
    while (!wanted.includes(watched.get(id)?.sam?.status ?? ''));
    return lab.state(id);
  },
  /** Waits until what was asked is answered and rendered: a status in between may be over before anyone looks. */
  async settle(id: string) {
    const isBehind = () => {
      const { session, ...shown } = lab.sam(id);
      const now = session.getSnapshot();
      return shown.status !== now.status || shown.prompts !== now.prompts || shown.mask !== now.mask;
    };
    do {
      await lab.sam(id).session.settled();
      await tick();
    } while (isBehind());
    return lab.state(id);
  },
  /** What crosses from the page. */
  state(id: string) {
    const { status, error, prompts, mask, preview, objects: list, canUndo, canRedo, progress } = lab.sam(id);
    return {
      status,
      error: error?.message,
      prompts,
      area: mask?.area,
      preview: preview?.area,
      objects: list.map(({ label, target }) => `${label} on ${target.image}`),
      canUndo,
      canRedo,
      progress,
    };
  },
};

export type Lab = typeof lab;
Object.assign(globalThis, { lab });
