import { byId } from '../page/elements.js';
import type { Segment, Segmentation } from './segmentation.js';

const within = <T extends HTMLElement>(row: DocumentFragment, selector: string) =>
  row.querySelector(selector) as T;

function toggle(button: HTMLButtonElement, isOn: boolean, title: string): void {
  button.setAttribute('aria-pressed', String(isOn));
  button.title = title;
  button.ariaLabel = title;
}

function rowOf(segmentation: Segmentation, segment: Segment, size: string): DocumentFragment {
  const { index, name, color, isActive, isLocked, isVisible } = segment;
  const row = byId<HTMLTemplateElement>('segment-row').content.cloneNode(true) as DocumentFragment;
  const item = within<HTMLLIElement>(row, '.segment');
  item.classList.toggle('active', isActive);
  item.classList.toggle('hidden', !isVisible);
  within(row, '.swatch').style.background = color;
  within(row, '.name').textContent = name;
  within(row, '.volume').textContent = size;
  within<HTMLButtonElement>(row, '.choose').addEventListener('click', () => segmentation.choose(index));
  const lock = within<HTMLButtonElement>(row, '.lock');
  toggle(lock, isLocked, isLocked ? 'Locked: other segments cannot take its voxels' : 'Lock');
  lock.addEventListener('click', () => segmentation.lock(index, !isLocked));
  const eye = within<HTMLButtonElement>(row, '.eye');
  toggle(eye, isVisible, isVisible ? 'Hide' : 'Show');
  eye.addEventListener('click', () => segmentation.show(index, !isVisible));
  return row;
}

/** The list of segments, and which of them masks are given to. */
export function showSegments(segmentation: Segmentation): void {
  const { segments } = segmentation;
  const sizes = segmentation.sizes();
  byId('segments').replaceChildren(
    ...segments.map((segment) => rowOf(segmentation, segment, sizes.get(segment.index) ?? '')),
  );
  const active = segments.find(({ isActive }) => isActive);
  byId('current-swatch').style.background = active?.color ?? 'transparent';
  byId('current-name').textContent = active?.name ?? 'No segment';
}
