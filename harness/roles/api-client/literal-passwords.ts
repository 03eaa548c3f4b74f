const OPTION = /"service_password"\s*:\s*("[^"\\]*(?:\\.[^"\\]*)*")/g;

/** Texts that a request's body sends as service_password: what comes back of them is no secret. */
export function literalPasswords(body: string): readonly string[] {
  if (!body.includes('"service_password"')) return [];
  return [...body.matchAll(OPTION)].flatMap(([, token = '']) => {
    try {
      return [String(JSON.parse(token))];
    } catch {
      // An escape that is none: no parser gives it back as a value.
      return [];
    }
  });
}
