import { BINDING_FORMAT, type BindingDocument } from '../binding-document.ts';

/**
 * Aculab Cloud's own services, as far as their pages tell: the list and how a file is fetched are published, how it is
 * written and deleted is guessed after their pattern.
 */
export const ACULAB_BINDING: BindingDocument = {
  format: BINDING_FORMAT,
  name: 'aculab',
  assumed: [
    'write: POST {url}/file_write, multipart, with filetype, filename, contenttype and the content in a part "file" (only the flag encrypted and contenttype are published)',
    'delete: POST {url}/file_delete with filetype and filename in a form (nothing is published)',
    'list: the answer is JSON with an array "files" of objects with a "filename" (the return value is not published)',
    'an illegal name is answered by 4xx (code 0002, "parameter malformed", is the nearest that is published)',
  ],
  write: {
    method: 'POST',
    url: '{url}/file_write',
    body: {
      as: 'multipart',
      fields: { filetype: '{kind}', filename: '{name}', encrypted: 'false', contenttype: 'application/octet-stream' },
      file: { field: 'file', filename: 'content', contentType: 'application/octet-stream' },
    },
  },
  read: {
    method: 'POST',
    url: '{url}/file_get',
    body: { as: 'form', fields: { filetype: '{kind}', filename: '{name}' } },
  },
  list: {
    method: 'GET',
    url: '{url}/file_list',
    query: { filetype: '{kind}' },
    names: { array: '/files', member: 'filename' },
  },
  delete: {
    method: 'POST',
    url: '{url}/file_delete',
    body: { as: 'form', fields: { filetype: '{kind}', filename: '{name}' } },
  },
};
