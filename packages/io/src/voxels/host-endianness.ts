/** Whether this machine keeps the low byte first, as typed arrays then do. */
export const HOST_IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
