/** How hard fflate tries, 1 to 9: its own default for values. */
export const VALUES_LEVEL = 6;
/** Of label maps: less than half the time, for files that are small anyway. */
export const LABELS_LEVEL = 3;
