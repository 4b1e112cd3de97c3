import { Enums, type Types, utilities } from '@cornerstonejs/core';
import { utilities as toolUtilities } from '@cornerstonejs/tools';

const { CAMERA_MODIFIED, IMAGE_RENDERED, VOI_MODIFIED } = Enums.Events;
const SIDES = ['left', 'right', 'top', 'bottom'] as const;

const textAt = (parent: HTMLElement, className: string): HTMLElement => {
  const element = document.createElement('span');
  element.className = `overlay ${className}`;
  parent.append(element);
  return element;
};

/** Which way the patient lies at each edge of a view: L, R, A, P, H, F, two or three of them when oblique. */
function lettersOf(viewport: Types.IViewport, { clientWidth: w, clientHeight: h }: HTMLElement) {
  const centre = viewport.canvasToWorld([w / 2, h / 2]);
  const towards = (x: number, y: number): string => {
    const place = viewport.canvasToWorld([x, y]);
    const way = place.map((value, axis) => value - (centre[axis] ?? 0)) as Types.Point3;
    const length = Math.hypot(...way) || 1;
    const unit = way.map((value) => value / length) as Types.Point3;
    return toolUtilities.orientation.getOrientationStringLPS(unit);
  };
  return {
    left: towards(0, h / 2),
    right: towards(w, h / 2),
    top: towards(w / 2, 0),
    bottom: towards(w / 2, h),
  };
}

function windowText(viewport: Types.IViewport): string {
  const { voiRange } = (viewport as Types.IStackViewport).getProperties();
  if (!voiRange) return '';
  const { windowWidth, windowCenter } = utilities.windowLevel.toWindowLevel(voiRange.lower, voiRange.upper);
  return `W ${Math.round(windowWidth)}  L ${Math.round(windowCenter)}`;
}

/** Title, slice, window and orientation of a view, kept as the view changes. */
export function createOverlay(
  viewport: Types.IViewport,
  element: HTMLDivElement,
  { title, isPlaced }: { readonly title: string; readonly isPlaced: boolean },
) {
  const parent = element.parentElement ?? element;
  textAt(parent, 'title').textContent = title;
  const slice = textAt(parent, 'slice');
  const window = textAt(parent, 'window');
  // Images that say nothing of the patient get no letters.
  const letters = (isPlaced ? SIDES : []).map((side) => [side, textAt(parent, `letter ${side}`)] as const);

  const update = () => {
    const { getSliceIndex, getNumberOfSlices } = viewport as Types.IStackViewport;
    const [index, count] = [getSliceIndex.call(viewport), getNumberOfSlices.call(viewport)];
    slice.textContent = `${index + 1} / ${count}`;
    window.textContent = windowText(viewport);
    const texts = lettersOf(viewport, element);
    for (const [side, letter] of letters) letter.textContent = texts[side];
  };
  const events = [CAMERA_MODIFIED, IMAGE_RENDERED, VOI_MODIFIED];
  for (const name of events) element.addEventListener(name, update);
  return {
    dispose() {
      for (const name of events) element.removeEventListener(name, update);
    },
  };
}
