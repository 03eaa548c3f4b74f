/** Carries a refusal up to where it is answered. */
export class RefusalError extends Error {
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

/** Ends the handling of a request with a refusal. */
export function refuse(status: number, reason: string): never {
  throw new RefusalError(status, reason);
}
