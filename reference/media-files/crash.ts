/** Throws where nobody catches, so that the process ends as it would after a programming error. */
export function crash(): void {
  setImmediate(() => {
    throw new Error('reference media files: a fault was asked to crash it');
  });
}
