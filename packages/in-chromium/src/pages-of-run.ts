import { sharePages } from './shared-page.js';

/** A global setup of vitest: the files of a project that test on the same page do not build it again. */
export default sharePages;
