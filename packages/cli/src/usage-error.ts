/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    message: string,
    /** What to do next. */
    readonly hint = 'medicosam <command> --help shows the options, with examples.',
  ) {
    super(message);
  }
}
