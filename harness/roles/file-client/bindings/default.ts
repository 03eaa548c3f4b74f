import { BINDING_FORMAT, type BindingDocument } from '../binding-document.ts';

/** A store that keeps each file at a URL of its own. */
export const DEFAULT_BINDING: BindingDocument = {
  format: BINDING_FORMAT,
  name: 'default',
  write: { method: 'PUT', url: '{url}/{kind}/{name}', body: { as: 'raw' } },
  read: { method: 'GET', url: '{url}/{kind}/{name}' },
  list: { method: 'GET', url: '{url}/{kind}', names: { array: '/files', member: 'name' } },
  delete: { method: 'DELETE', url: '{url}/{kind}/{name}' },
};
