// An outbound services API that does everything right, unless it is told to do something wrong.
import { type Account, DEFAULT_ACCOUNTS } from './accounts.table.ts';
import { createApi } from './api.ts';
import { ROOT } from './exchange.ts';
import { hooksFor } from './faults/index.ts';
import { listen } from './listener.ts';
import { openValidator } from './validation.ts';

export interface ReferenceServicesOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Ids of faults (SERVICES_FAULTS) to switch on; none by default. An unknown id is a RangeError. */
  readonly faults?: readonly string[];
  /** Milliseconds that every answer waits; 0 by default. */
  readonly latencyMs?: number;
  /** The accounts that may use it; the two of DEFAULT_ACCOUNTS by default. */
  readonly accounts?: readonly [Account, Account];
}

export interface ReferenceServicesServer {
  /** `http://127.0.0.1:<port>/service/v1/outbound`. */
  readonly baseUrl: string;
  readonly port: number;
  /** Each account has two services from the beginning. */
  readonly accounts: readonly [Account, Account];
  /** Ends every connection and the server. Resolves once the port is free. */
  stop(): Promise<void>;
}

/**
 * Starts the reference API on loopback. Prints nothing and ends no process. Rejects with node's error where the port
 * cannot be had, and with a RangeError for a fault that does not exist.
 */
export async function startReferenceServicesServer(
  options: ReferenceServicesOptions = {},
): Promise<ReferenceServicesServer> {
  const { port = 0, faults = [], latencyMs = 0, accounts = DEFAULT_ACCOUNTS } = options;
  const api = createApi(accounts, await openValidator(), hooksFor(faults));
  const listener = await listen(port, latencyMs, api.answer);
  return {
    baseUrl: `http://127.0.0.1:${listener.port}${ROOT}`,
    port: listener.port,
    accounts,
    stop: listener.stop,
  };
}
