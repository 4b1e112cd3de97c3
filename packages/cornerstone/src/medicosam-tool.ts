import { utilities as coreUtilities, getEnabledElement, type Types } from '@cornerstonejs/core';
import { Enums, LabelmapBaseTool, type Types as ToolTypes, utilities } from '@cornerstonejs/tools';
import { ObjectList, type PromptSession } from '@medicosam/core';
import { createHostHistory } from './history/host-history.js';
import { acceptMask } from './labelmap/accept-mask.js';
import type { LabelmapOperation } from './labelmap/labelmap-target.js';
import { drawDraggedBox, drawSession } from './preview/draw-session.js';
import { SliceSessions } from './session/slice-sessions.js';
import { toolPredictor } from './session/tool-predictor.js';
import { ACTIONS, type MedicoSamToolConfiguration, withDefaults } from './tool/configuration.js';
import { followPress } from './tool/drag.js';
import { boxBetween, pixelAt } from './tool/pointer-places.js';
import { announceAccepted, type MedicoSamStatus, statusOf } from './tool/status.js';
import type { View } from './tool/view.js';
import { Views } from './tool/views.js';

type Interaction = ToolTypes.EventTypes.InteractionEventType;
type SvgHelper = Parameters<typeof drawSession>[0]['helper'];

/**
 * Segments with MedicoSAM what is clicked: left click belongs to the object, a click with a modifier key does not, a
 * drag is a box around it; Enter gives the mask to the active segment of the viewport's labelmap, Escape takes the
 * prompts back. Works on stack viewports and on volume viewports in any orientation, on the stored values.
 *
 * Prompts and accepted masks are steps of Cornerstone's `DefaultHistoryMemo`.
 *
 * @example
 * cornerstoneTools.addTool(MedicoSamTool);
 * toolGroup.addTool(MedicoSamTool.toolName, { getPredictor: () => predictor });
 * toolGroup.setToolActive(MedicoSamTool.toolName, {
 *   bindings: [
 *     { mouseButton: MouseBindings.Primary },
 *     { mouseButton: MouseBindings.Primary, modifierKey: KeyboardBindings.Ctrl },
 *   ],
 * });
 */
export class MedicoSamTool extends LabelmapBaseTool {
  static override toolName = 'MedicoSam';
  static isAnnotation = false;

  /** What a click without a modifier key is: 1 belongs to the object, 0 does not. For a switch on touch screens. */
  label: 0 | 1 = 1;
  readonly #history = createHostHistory((memo) => coreUtilities.HistoryMemo.DefaultHistoryMemo.push(memo));
  /** What was accepted, by segment, with the prompts that made it. */
  readonly objects = new ObjectList({ history: this.#history.history });
  #predictor = toolPredictor(() => this.#configured.getPredictor);
  readonly #sessions = new SliceSessions(() => {
    const { normalisation, keptSlices: limit } = this.#configured;
    return { predictor: this.#predictor, objects: this.objects, normalisation, limit };
  });
  readonly #views = new Views(
    this.#sessions,
    (view) => this.#redraw(view),
    (view) => this.#encodeAfterRest(view),
  );

  constructor(
    toolProps: ToolTypes.PublicToolProps = {},
    defaultToolProps: ToolTypes.ToolProps = {
      supportedInteractionTypes: ['Mouse', 'Touch'],
      configuration: { actions: ACTIONS },
    },
  ) {
    super(toolProps, defaultToolProps);
  }

  /** What the tool is at in a viewport; the same comes as `MedicoSamEvents.STATUS`. */
  getStatus(viewportId: string): MedicoSamStatus {
    const view = this.#views.all.find(({ viewport }) => viewport.id === viewportId);
    return view ? this.#views.status(view) : statusOf(viewportId);
  }

  /** Asks for the predictor before anything is clicked. */
  load(): Promise<void> {
    this.#predictor.reset();
    return this.#predictor.get().then(() => undefined);
  }

  /** Takes the press of the pointer: a click or a box, once it is let go. */
  preMouseDownCallback = (event: Interaction): boolean => {
    const view = this.#viewOf(event.detail.element);
    if (!view) return false;
    if (!this.#begin(view)) return true;
    const { element, currentPoints } = event.detail;
    const label = this.#labelOf(event);
    const from: Types.Point2 = [currentPoints.canvas[0], currentPoints.canvas[1]];
    view.cancel();
    view.stopPress = followPress(
      { element, from },
      {
        onDrag: (to) => {
          if (label === 0) return;
          view.dragged = [from, to];
          this.#redraw(view);
        },
        onEnd: (to) => {
          view.dragged = undefined;
          if (to && label === 1) this.#addBox(view, from, to);
          else this.#addPoint(view, from, label);
        },
        onCancel: () => {
          view.dragged = undefined;
          this.#redraw(view);
        },
      },
    );
    return true;
  };

  /** Cornerstone tells of two quick clicks as this alone: they are one. */
  doubleClickCallback = (event: Interaction): void => {
    const view = this.#viewOf(event.detail.element);
    if (!view || !this.#begin(view)) return;
    const [x, y] = event.detail.currentPoints.canvas;
    this.#addPoint(view, [x, y], this.#labelOf(event));
  };

  /** Shows what a click at the pointer would give, and encodes the slice that the pointer rests on. */
  mouseMoveCallback = (event: Interaction): boolean => {
    if (this.mode !== Enums.ToolModes.Active) return false;
    const { element, currentPoints } = event.detail;
    const view = this.#viewOf(element);
    if (!view) return false;
    view.pointer = [currentPoints.canvas[0], currentPoints.canvas[1]];
    this.#hover(view);
    if (!view.session && !view.isWaiting) this.#encodeAfterRest(view);
    return false;
  };

  /** Draws prompts and the mask's outline on a viewport; Cornerstone calls it. True where something was drawn. */
  renderAnnotation(enabledElement: Types.IEnabledElement, helper: SvgHelper): boolean {
    const { viewport } = enabledElement;
    const view = this.#views.get(viewport.element);
    if (!view?.slice) return false;
    const color = colorText(this.getActiveSegmentationData(viewport)?.segmentColor);
    const drawn = { helper, canvas: viewport, uid: view.uid, color };
    if (view.session) drawSession(drawn, view.slice.plane, view.session.session.getSnapshot());
    if (view.dragged) drawDraggedBox(drawn, ...view.dragged);
    return true;
  }

  /** Whether a mask waits to be accepted or rejected. */
  override hasPreviewData(): boolean {
    return this.#views.all.some(({ session }) => session?.hasPrompts);
  }

  /**
   * Gives the mask of a viewport's prompts to the active segment, once it is answered. Voxels of locked segments stay.
   *
   * @param element of the viewport; the one that was last worked in when absent.
   * @returns whether it was written. What goes wrong is told as `CORNERSTONE_ERROR`.
   */
  override async acceptPreview(element = this.#lastElement): Promise<boolean> {
    const view = element && this.#views.get(element);
    const { slice, session } = view ?? {};
    if (!view || !slice || !session?.hasPrompts) return false;
    await session.session.settled();
    // Meanwhile the viewport may show another slice, and the mask is that of this one.
    if (view.slice?.key !== slice.key || view.session !== session) return false;
    const { mask, status } = session.session.getSnapshot();
    if (!mask?.mask || status !== 'ready' || !session.hasPrompts) return false;
    try {
      const editing = {
        operation: this.getOperationData(view.element) as LabelmapOperation | undefined,
        createMemo: (segmentationId: string, voxels: unknown) => this.createMemo(segmentationId, voxels),
        doneEditMemo: () => this.doneEditMemo(),
      };
      const covered = { mask: mask.mask, box: mask.box };
      const accepted = acceptMask(slice, session.session, covered, editing, this.#history);
      announceAccepted({ viewportId: view.viewport.id, ...accepted });
      return true;
    } catch (error) {
      this.#views.fail(view, error);
      return false;
    }
  }

  /** Takes the prompts of a viewport's slice back; undo brings them again. */
  override rejectPreview(element = this.#lastElement): void {
    const view = element && this.#views.get(element);
    view?.cancel();
    view?.session?.session.prompts?.hover();
    view?.session?.session.reset();
  }

  /** Ends drags and what the pointer shows; prompts stay. Cornerstone calls it. */
  onSetToolPassive(): void {
    if (this.mode === Enums.ToolModes.Active) return;
    for (const view of this.#views.all) {
      view.cancel();
      view.pointer = undefined;
      view.session?.session.prompts?.hover();
    }
  }

  /** As when passive: the tool shows and takes nothing. Cornerstone calls it. */
  onSetToolEnabled(): void {
    this.onSetToolPassive();
  }

  /** Leaves the viewports; sessions stay until the tool is disposed of. Cornerstone calls it. */
  onSetToolDisabled(): void {
    this.#views.clear();
  }

  /** Ends all that is under way and frees the embeddings. The predictor stays the application's. */
  dispose(): void {
    this.#views.clear();
    this.#sessions.clear();
    // Not disposed of, which would end the application's predictor.
    this.#predictor.abort();
    this.#predictor = toolPredictor(() => this.#configured.getPredictor);
    this.#lastElement = undefined;
  }

  get #configured() {
    return withDefaults(this.configuration as Partial<MedicoSamToolConfiguration>);
  }

  #lastElement: HTMLDivElement | undefined;

  #viewOf(element: HTMLDivElement): View | undefined {
    const viewport: unknown = getEnabledElement(element)?.viewport;
    if (!viewport) return undefined;
    this.#lastElement = element;
    return this.#views.open(viewport as Types.IViewport, element);
  }

  /** Makes a slice ready for prompts; false where the pointer went down on another one, and the view was scrolled since. */
  #begin(view: View): boolean {
    const { pressedOn } = view;
    view.pressedOn = undefined;
    view.element.focus({ preventScroll: true });
    // A click asks again for a predictor that could not be loaded.
    this.#predictor.reset();
    const session = this.#views.openSession(view);
    if (pressedOn !== undefined && view.slice?.key !== pressedOn) return false;
    if (session?.session.getSnapshot().error) session.recover();
    return true;
  }

  #labelOf(event: Interaction): 0 | 1 {
    if (!isModified(event)) return this.label;
    return this.label === 1 ? 0 : 1;
  }

  #encodeAfterRest(view: View): void {
    if (this.mode !== Enums.ToolModes.Active) return;
    view.afterRest(this.#configured.settleMs, () => this.#views.openSession(view));
  }

  #hover(view: View): void {
    const { session, pointer } = view;
    if (!this.#configured.hover || !session || !pointer || view.hovered === pointer) return;
    if (session.hasPrompts || session.isEncoding) return;
    view.hovered = pointer;
    const place = pixelAt(view, pointer);
    session.session.prompts?.hover(place && { ...place, label: 1 });
  }

  #redraw(view: View): void {
    this.#hover(view);
    utilities.triggerAnnotationRenderForViewportIds([view.viewport.id]);
  }

  #addPoint(view: View, at: Types.Point2, label: 0 | 1): void {
    const place = pixelAt(view, at);
    if (place) this.#prompt(view, (prompts) => prompts.addPoint({ ...place, label }));
  }

  #addBox(view: View, from: Types.Point2, to: Types.Point2): void {
    const box = boxBetween(view, from, to);
    if (box) this.#prompt(view, (prompts) => prompts.setBox(box));
  }

  #prompt(view: View, add: (prompts: PromptSession) => void): void {
    const prompts = this.#views.openSession(view)?.session.prompts;
    if (!prompts) return;
    try {
      add(prompts);
    } catch (error) {
      this.#views.fail(view, error);
    }
  }
}

/** A click with a key held; which keys are is what the host bound. */
function isModified({ detail: { event } }: Interaction): boolean {
  return Boolean(event['ctrlKey'] || event['altKey'] || event['shiftKey'] || event['metaKey']);
}

const colorText = (color: ArrayLike<number> | undefined): string =>
  color ? `rgb(${color[0]}, ${color[1]}, ${color[2]})` : 'rgb(255, 200, 60)';
