import type { SegmentedObject } from '@medicosam/core';
import type { Annotation } from '../annotation/annotation.js';
import { floor4 } from '../annotation/replay-record.js';
import { cssColour } from '../page/colours.js';
import { element, setText } from '../page/elements.js';
import { showOnChange } from '../page/value.js';

interface Row {
  readonly item: HTMLLIElement;
  show(object: SegmentedObject): void;
}

/** The objects on the image: colour, name, area; to hide, to rename, to remove. */
export function showObjectList(annotation: Annotation): void {
  const list = element('objects', HTMLUListElement);
  const template = element('object-row', HTMLTemplateElement);
  const empty = element('objects-empty', HTMLElement);
  const count = element('object-count', HTMLElement);
  const rows = new Map<string, Row>();

  const { session, objects, hidden, replayed } = annotation;
  showOnChange([session, objects, hidden, replayed], () => {
    const here = annotation.objectsHere;
    const ids = new Set(here.map(({ id }) => id));
    for (const [id, { item }] of rows) {
      if (ids.has(id)) continue;
      item.remove();
      rows.delete(id);
    }
    for (const [index, object] of here.entries()) {
      const row = rows.get(object.id) ?? makeRow(object.id);
      rows.set(object.id, row);
      row.show(object);
      if (list.children[index] !== row.item) list.insertBefore(row.item, list.children[index] ?? null);
    }
    empty.hidden = here.length > 0;
    const elsewhere = objects.getSnapshot().objects.length - here.length;
    setText(count, String(here.length));
    count.title = elsewhere > 0 && session.getSnapshot().target ? `${elsewhere} more on other images` : '';
  });

  function makeRow(id: string): Row {
    const item = (template.content.cloneNode(true) as DocumentFragment).querySelector('li') as HTMLLIElement;
    const part = <T extends HTMLElement>(selector: string) => item.querySelector(selector) as T;
    const [eye, label] = [part<HTMLButtonElement>('.eye'), part<HTMLInputElement>('.label')];
    const [area, remove, note] = [part('.area'), part('.remove'), part('.replayed')];
    eye.addEventListener('click', () => annotation.toggleObject(id));
    remove.addEventListener('click', () => annotation.removeObject(id));
    label.addEventListener('change', () => annotation.renameObject(id, label.value));
    label.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter' || key === 'Escape') label.blur();
    });
    return {
      item,
      show({ colorIndex, label: name, mask }) {
        const isHidden = hidden.getSnapshot().has(id);
        item.style.setProperty('--swatch', cssColour(colorIndex));
        item.classList.toggle('is-hidden', isHidden);
        eye.setAttribute('aria-pressed', String(!isHidden));
        eye.setAttribute('aria-label', `Show ${name}`);
        eye.title = isHidden ? 'Show' : 'Hide';
        if (document.activeElement !== label) label.value = name;
        setText(area, `${areaOf(mask.counts).toLocaleString('en')} px`);
        const iou = replayed.getSnapshot().get(id);
        note.hidden = iou === undefined;
        setText(note, iou === undefined ? '' : `replayed, IoU ${floor4(iou)}`);
      },
    };
  }
}

/** Run lengths begin with the count of zeros. */
const areaOf = (counts: readonly number[]) =>
  counts.reduce((sum, count, index) => (index % 2 === 1 ? sum + count : sum), 0);
