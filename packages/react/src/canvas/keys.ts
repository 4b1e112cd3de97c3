import type { Position } from '@medicosam/core';
import type { CanvasCommands } from './commands.js';
import type { CanvasTool } from './gestures.js';
import { boxBetween, pointAt } from './prompt-positions.js';
import type { Stage } from './stage.js';
import { signsOf } from './view.js';

/** A key, as browsers' events have it. */
export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key acts on. */
export interface KeyContext {
  readonly stage: Stage;
  readonly commands: CanvasCommands;
  readonly tool: CanvasTool;
  readonly setTool: (tool: CanvasTool) => void;
  /** Says something to who cannot see the canvas. */
  readonly say: (text: string) => void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const TOOLS: Readonly<Record<string, CanvasTool>> = { p: 'point', b: 'box', m: 'pan' };

/** What the keys do, for the canvas's description. */
export const KEYS_HELP =
  'Arrow keys move a cross, with Shift by ten pixels; Space marks a point there, X one outside the object. ' +
  'P, B and M choose points, boxes or moving the image; with boxes Space sets one corner, then the other. ' +
  'Enter keeps the object, Escape takes its prompts back, Control Z undoes, Control Y does again. ' +
  'Plus and minus zoom, 0 shows the whole image.';

/** Does what a key means; false where it means nothing. */
export function pressKey(event: Key, context: KeyContext): boolean {
  const { stage, commands } = context;
  const { key } = event;
  const letter = key.length === 1 ? key.toLowerCase() : key;
  if (event.altKey) return false;
  if (event.ctrlKey || event.metaKey) {
    if (letter === 'z') commands.run((session) => (event.shiftKey ? session.redo() : session.undo()));
    else if (letter === 'y') commands.run((session) => session.redo());
    else return false;
    return true;
  }
  const arrow = ARROWS[key];
  if (arrow) moveBy(arrow, event.shiftKey ? 10 : 1, context);
  else if (letter === ' ') mark(false, context);
  else if (letter === 'x') mark(true, context);
  else if (TOOLS[letter]) context.setTool(TOOLS[letter]);
  else if (letter === '+' || letter === '=') stage.zoom(1.25);
  else if (letter === '-') stage.zoom(0.8);
  else if (letter === '0') stage.fit();
  else if (letter === 'Enter') commands.run((session) => session.commit());
  else if (letter === 'Escape') leave(context);
  else return false;
  return true;
}

const corners = new WeakMap<Stage, Position>();

function moveBy([dx, dy]: readonly [number, number], steps: number, context: KeyContext): void {
  const { stage, commands, tool, say } = context;
  if (tool === 'pan') {
    stage.pan({ x: -4 * steps * dx, y: -4 * steps * dy });
    return;
  }
  const { size } = commands;
  if (!size) return;
  const from = crossOf(context);
  const signs = signsOf(stage.view);
  const cross = pointAt({ x: from.x + steps * dx * signs.x, y: from.y + steps * dy * signs.y }, size);
  const corner = corners.get(stage);
  stage.hint({ cross, box: corner && boxBetween(corner, cross, size) });
  say(`x ${cross.x}, y ${cross.y}`);
}

function mark(isOther: boolean, context: KeyContext): void {
  const { stage, commands, tool, say } = context;
  const { size } = commands;
  if (!size) return;
  const cross = crossOf(context);
  stage.hint({ ...stage.hints, cross });
  if (tool !== 'box') {
    commands.markPoint(cross, isOther);
    return;
  }
  const corner = corners.get(stage);
  if (!corner) {
    corners.set(stage, cross);
    say(`First corner at x ${cross.x}, y ${cross.y}`);
    return;
  }
  corners.delete(stage);
  stage.hint({ cross });
  commands.setBox(boxBetween(corner, cross, size));
}

/** Ends what is begun; where nothing is, takes the prompts back. */
function leave({ stage, commands }: KeyContext): void {
  const isBegun = corners.delete(stage) || stage.hints.box !== undefined;
  stage.hint({});
  if (!isBegun) commands.run((session) => session.reset());
}

const crossOf = ({ stage, commands: { size } }: KeyContext): Position =>
  stage.hints.cross ?? {
    x: Math.floor((size?.width ?? 1) / 2),
    y: Math.floor((size?.height ?? 1) / 2),
  };
