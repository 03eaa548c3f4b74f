// A store of media files that does everything right, unless it is told to do something wrong.
import { hooksFor } from './faults/index.ts';
import { listen } from './listener.ts';
import { openSandbox } from './sandbox.ts';
import { createStore } from './store.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { createRules } from './validate.ts';

export interface ReferenceMediaFilesOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Ids of faults and variations that show over HTTP; none by default. Any other id is a RangeError. */
  readonly faults?: readonly string[];
}

export interface ReferenceMediaFilesStore {
  /** `http://127.0.0.1:<port>`: files are at `{url}/{kind}/{name}`, the list of a kind is at `{url}/{kind}`. */
  readonly url: string;
  readonly port: number;
  /** All that it keeps is in here: its files below `store/`, and beside that what nobody is to reach. */
  readonly folder: string;
  /** Ends every connection and the server and removes the folder. Resolves once the port is free. */
  stop(): Promise<void>;
}

/**
 * Starts the reference store on loopback, in a temporary folder of its own that goes when the store or the process ends.
 * Prints nothing and ends no process. Rejects with node's error where the port cannot be had, and with a RangeError for a
 * fault that does not exist or does not show in a store.
 */
export async function startReferenceMediaFilesStore(
  options: ReferenceMediaFilesOptions = {},
): Promise<ReferenceMediaFilesStore> {
  const { port = 0, faults = [] } = options;
  const hooks = hooksFor(faults, 'http');
  const folder = makeTemporaryFolder('aculab-conformance-media-files-');
  try {
    const store = createStore(openSandbox(folder.path), createRules(hooks.rules), hooks.store);
    const listener = await listen(port, store.answer);
    return {
      url: `http://127.0.0.1:${listener.port}`,
      port: listener.port,
      folder: folder.path,
      stop: async () => {
        await listener.stop();
        folder.remove();
      },
    };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
