import type { FileKind } from '../images/file-kind.js';
import type { OpenedPicture } from '../images/image-jobs.js';
import { nameOf, type PickedFile } from '../images/picked-file.js';
import type { ItemChoice } from '../images/volume-facts.js';
import { isCheckpoint } from '../models/checkpoint-file.js';
import type { ModelShelf } from '../models/model-shelf.js';
import type { LabelFiles } from './label-files.js';
import { askNotice, jointNotice } from './notice.js';
import { openedNotice } from './opened-notice.js';
import type { SessionFiles } from './session-files.js';
import type { Workplace } from './workplace.js';

/** Who takes files that are no images. */
interface OtherFiles {
  readonly labels: LabelFiles;
  readonly sessions: SessionFiles;
  readonly shelf: Pick<ModelShelf, 'add'>;
}

/** Images as files, and whatever else is handed to the page. No method rejects: what fails becomes a notice. */
export class ImageFiles {
  readonly #at: Workplace;
  readonly #others: OtherFiles;

  constructor(workplace: Workplace, others: OtherFiles) {
    this.#at = workplace;
    this.#others = others;
  }

  /** Opens images, labels, sessions and checkpoints by their kind. */
  readonly openAny = async (files: readonly PickedFile[]): Promise<void> => {
    const { notice, tasks, images } = this.#at;
    const { shelf, labels, sessions } = this.#others;
    const checkpoint = files.find(({ file }) => isCheckpoint(file));
    // It is long in coming, and none of the others needs it.
    if (checkpoint) void shelf.add(checkpoint.file);
    const others = files.filter(({ file }) => !isCheckpoint(file));
    const [first] = others;
    if (!first) return;
    notice.set(undefined);
    const kinds = await tasks.perform({
      label: `Looking at ${nameOf(others)}`,
      failure: 'The image could not be opened',
      run: () => images.run('sort', others),
    });
    if (!kinds) return;
    if (kinds[0] === 'either') {
      const openLabels = () => void labels.open([first]);
      notice.set(askNotice(first.file.name, openLabels, () => void this.open([first])));
      return;
    }
    const of = (kind: FileKind) => others.filter((_, index) => kinds[index] === kind);
    const [pictures, labelled] = [of('image'), of('labels')];
    // Folders hold JSON of all kinds. A single file is meant to be something: what it is not, is said.
    const [session] = others.length === 1 ? [...of('session'), ...of('other')] : of('session');
    if (pictures.length > 0 && !(await this.open(pictures))) return;
    if (labelled.length > 0) {
      const opened = notice.getSnapshot();
      await labels.open(labelled);
      const added = notice.getSnapshot();
      if (opened && added) notice.set(jointNotice(opened, added));
    }
    if (session) await sessions.open(session.file);
  };

  /** Opens a file, or the files of a series; false where that failed, which was told. */
  readonly open = async (files: readonly PickedFile[]): Promise<boolean> => {
    const { notice, tasks, images } = this.#at;
    notice.set(undefined);
    const fileName = nameOf(files);
    const opened = await tasks.perform({
      label: `Opening ${fileName}`,
      failure: 'The image could not be opened',
      run: () => images.run('open', files),
    });
    if (opened) await this.#show(fileName, opened);
    return opened !== undefined;
  };

  /** Shows another image, series or frame of what is open. */
  readonly choose = async (choice: ItemChoice): Promise<void> => {
    const { notice, tasks, images, document } = this.#at;
    const { fileName } = document.getSnapshot() ?? {};
    if (fileName === undefined) return;
    notice.set(undefined);
    const opened = await tasks.perform({
      label: 'Opening another part',
      failure: 'That part could not be opened',
      run: () => images.run('choose', choice),
    });
    if (opened) await this.#show(fileName, opened, true);
  };

  async #show(fileName: string, opened: OpenedPicture, isChosen = false): Promise<void> {
    const { notice, session, view, active } = this.#at;
    active.begin();
    view.open(fileName, opened);
    // A model that could not be loaded, or was not wanted, gets another chance.
    if (session.getSnapshot().status === 'error') {
      notice.set(undefined);
      session.retry();
    }
    const words = openedNotice(fileName, opened.volume, opened.warnings);
    // Who chose a part knows it.
    if (words && !(isChosen && words.kind === 'info')) notice.set(words);
    await this.#others.labels.openWaiting();
    await this.#others.sessions.openWaiting();
  }
}
