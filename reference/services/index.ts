// The reference services API as the other rooms may use it.
export type { Account } from './accounts.table.ts';
export { SERVICES_FAULTS, type ServicesFault } from './faults.table.ts';
export {
  type ReferenceServicesOptions,
  type ReferenceServicesServer,
  startReferenceServicesServer,
} from './server.ts';
