'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { CanvasCommands, type CommandSettings } from './commands.js';
import { bindGestures, type GestureSettings } from './gestures.js';
import type { MaskTracer } from './mask-paths.js';
import { Stage } from './stage.js';
import type { View } from './view.js';

/** How a stage acts, as the last rendering had it. */
export interface StageSettings extends GestureSettings, CommandSettings {
  readonly onViewChange?: ((view: View) => void) | undefined;
  readonly traceMask?: MaskTracer | undefined;
}

/** A stage and what hands do on it, from when its canvas is on the page. */
export interface Staged {
  readonly stage: Stage;
  readonly commands: CanvasCommands;
}

/** The stage of a canvas; undefined before it is on the page. */
export function useStage(
  canvas: RefObject<HTMLCanvasElement | null>,
  settings: StageSettings,
): Staged | undefined {
  const latest = useRef(settings);
  useEffect(() => {
    latest.current = settings;
  });
  const [staged, setStaged] = useState<Staged>();
  useEffect(() => {
    if (!canvas.current) return undefined;
    const stage = new Stage(canvas.current, {
      onView: (view) => latest.current.onViewChange?.(view),
      tracer: () => latest.current.traceMask,
    });
    const commands = new CanvasCommands(stage, () => latest.current);
    const unbind = bindGestures(stage, commands, () => latest.current);
    setStaged({ stage, commands });
    return () => {
      unbind();
      stage.dispose();
    };
  }, [canvas]);
  return staged;
}
