/** Node's own word for what went wrong: `ENOENT`, `EACCES`, … */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
