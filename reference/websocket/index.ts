// The reference server as the other rooms may use it.
export { APPS, type AppName } from './apps/index.ts';
export { TEST_CA_PEM } from './certificates.table.ts';
export { FAULTS, type Fault } from './faults.table.ts';
export {
  type ReferenceWebsocketOptions,
  type ReferenceWebsocketServer,
  startReferenceWebsocketServer,
} from './server.ts';
