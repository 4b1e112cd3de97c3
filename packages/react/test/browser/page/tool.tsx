import type { ObjectList } from '@medicosam/core';
import {
  type MedicoSam,
  SegmentationCanvas,
  type SegmentationCanvasHandle,
  type SegmentationCanvasProps,
  useMedicoSam,
} from '@medicosam/react';
import { type ReactElement, useEffect, useRef } from 'react';
import { picture } from './pictures.js';
import { TRACERS } from './tracers.js';

/** A component under test, and what became of it. */
export interface Watched {
  sam: MedicoSam | undefined;
  handle: { readonly current: SegmentationCanvasHandle | null } | undefined;
  /** Statuses in the order they were rendered. */
  readonly statuses: string[];
  readonly actions: Set<MedicoSam['addPoint']>;
  readonly errors: string[];
}

export const watched = new Map<string, Watched>();

export const watch = (id: string): Watched => {
  const known = watched.get(id);
  if (known) return known;
  const fresh: Watched = {
    sam: undefined,
    handle: undefined,
    statuses: [],
    actions: new Set(),
    errors: [],
  };
  watched.set(id, fresh);
  return fresh;
};

/** What a test may say of a component. */
export interface ToolSetup {
  readonly id: string;
  /** A picture's name; null: none; absent: left to `setImage`. */
  readonly image?: string | null;
  readonly normalisation?: string;
  readonly canvas?: Omit<SegmentationCanvasProps, 'session'>;
  /** Who traces masks in place of the canvas. */
  readonly tracer?: keyof typeof TRACERS;
}

/** The hook, with a canvas where a test asks for it. */
export function Tool({
  id,
  image,
  normalisation,
  canvas,
  tracer,
  objects,
}: ToolSetup & { readonly objects?: ObjectList | undefined }): ReactElement {
  const given = typeof image === 'string' ? picture(image) : image;
  // The target is made anew at each rendering, as applications do.
  const target = typeof image === 'string' ? { target: { image } } : {};
  const sam = useMedicoSam(given, { objects, normalisation, ...target });
  const handle = useRef<SegmentationCanvasHandle>(null);
  const { statuses, actions, errors } = watch(id);
  useEffect(() => {
    const now = watch(id);
    now.sam = sam;
    now.handle = handle;
    if (statuses.at(-1) !== sam.status) statuses.push(sam.status);
    actions.add(sam.addPoint);
  });
  return (
    <section data-tool-id={id}>
      {canvas && (
        <SegmentationCanvas
          ref={handle}
          session={sam.session}
          className="stage"
          traceMask={tracer && TRACERS[tracer]}
          onError={(error) => errors.push(String(error))}
          {...canvas}
        />
      )}
    </section>
  );
}
