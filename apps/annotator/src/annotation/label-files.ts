import type { LabelFormatId } from '@medicosam/io/labels';
import type { LabelFacts } from '../images/labels.js';
import type { PickedFile } from '../images/picked-file.js';
import { download } from '../page/download.js';
import { labelsOf } from '../results/results-of.js';
import { addLabels } from './add-labels.js';
import { labelsWaitNotice } from './notice.js';
import { warningWords, withoutRepeats } from './opened-notice.js';
import type { Workplace } from './workplace.js';

/** Objects as label files. No method rejects: what fails becomes a notice. */
export class LabelFiles {
  readonly #at: Workplace;
  /** Labels that wait for their image. */
  #waiting: readonly PickedFile[] = [];
  /** What objects of label files are beside their masks, by colour index. */
  readonly #facts = new Map<number, LabelFacts>();

  constructor(workplace: Workplace) {
    this.#at = workplace;
  }

  /** Adds the objects of label files to those of what is open, or of what is opened next. */
  readonly open = async (files: readonly PickedFile[]): Promise<void> => {
    const { notice, document } = this.#at;
    notice.set(undefined);
    const [first] = files;
    if (!document.getSnapshot() && first) {
      this.#waiting = files;
      notice.set(labelsWaitNotice(first.file.name));
      return;
    }
    for (const file of files) if (!(await this.#add(file))) return;
  };

  /** Forgets what objects of another image are, and adds those that waited for this one. */
  async openWaiting(): Promise<void> {
    this.#facts.clear();
    const files = this.#waiting;
    this.#waiting = [];
    for (const file of files) await this.#add(file);
  }

  /** Hands the reader all objects of what is open, or else the mask that there is, as a label file. */
  async export(format: LabelFormatId): Promise<void> {
    const { session, document, notice, tasks, images } = this.#at;
    const shown = document.getSnapshot();
    if (!shown) return;
    const objects = labelsOf(session, shown).map((object) => ({
      ...this.#facts.get(object.colorIndex),
      ...object,
    }));
    if (objects.length === 0) return;
    const algorithmName = session.predictor?.info.manifest.id;
    const { fileName } = shown;
    notice.set(undefined);
    const written = await tasks.perform({
      label: 'Writing the labels',
      failure: 'The labels could not be written',
      run: () => images.run('writeLabels', { format, fileName, algorithmName, objects }),
    });
    if (!written) return;
    download(written.file);
    const warnings = withoutRepeats(written.warnings);
    const [first] = warnings;
    if (!first) return;
    const title = `${written.file.name} was written`;
    notice.set({ kind: 'warning', title, text: warningWords(warnings), code: first.code });
  }

  /** False where that failed, which was told. */
  async #add(file: PickedFile): Promise<boolean> {
    const { session, document, notice, tasks, images, view, active } = this.#at;
    const { name } = file.file;
    const read = await tasks.perform({
      label: `Reading ${name}`,
      failure: 'The labels could not be read',
      run: async (signal) => {
        const shown = document.getSnapshot();
        if (!shown) return undefined;
        const { place, fileName } = shown;
        const { objects, warnings } = await images.run('readLabels', { file, place, fileName });
        signal.throwIfAborted();
        return { added: await addLabels(objects, session, shown), warnings };
      },
    });
    if (!read) return false;
    const { added } = read;
    for (const { colorIndex, facts } of added) this.#facts.set(colorIndex, facts);
    const [first] = added;
    if (first) view.goTo(active.goOnWith(first, view.place.getSnapshot()));
    const warnings = withoutRepeats(read.warnings);
    notice.set({
      kind: warnings.length > 0 ? 'warning' : 'info',
      title: `${added.length} ${added.length === 1 ? 'object' : 'objects'} of ${name}`,
      text: warningWords(warnings) || 'They are in the list, to go on with.',
      code: warnings[0]?.code,
    });
    return true;
  }
}
