// Validators for tests: JavaScript files in a temporary folder, as programs and as modules.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ValidatorFolder {
  /** Command of a program whose `answer(question, say)` is this text; `say` prints an object or a text as a line. */
  program(answer: string, before?: string): Promise<string>;
  /** Path of a file with this text. */
  file(name: string, text: string): Promise<string>;
  remove(): Promise<void>;
}

export async function validatorFolder(): Promise<ValidatorFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'validators-'));
  let count = 0;
  const file = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  return {
    file,
    program: async (answer, before = '') => {
      const path = await file(
        `program-${count++}.mjs`,
        `import { createInterface } from 'node:readline';
const say = (value) => process.stdout.write((typeof value === 'string' ? value : JSON.stringify(value)) + '\\n');
${before}
const answer = (question, say) => { const { id, kind, name } = question; ${answer} };
createInterface({ input: process.stdin }).on('line', (line) => answer(JSON.parse(line), say));
`,
      );
      return `${JSON.stringify(process.execPath)} ${JSON.stringify(path)}`;
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
