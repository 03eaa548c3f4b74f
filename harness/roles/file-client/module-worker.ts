// What runs in the thread of a module. As text, because a thread cannot be started from a file that is TypeScript before
// the build and JavaScript after it.

/**
 * Takes arrays of questions, answers by arrays of answers. `odd` describes a result that is neither a boolean nor a
 * promise of one.
 */
export const WORKER_SOURCE = `
'use strict';
const { parentPort, workerData } = require('node:worker_threads');

const textOf = (value) => {
  try {
    return value instanceof Error ? value.name + ': ' + value.message : String(value);
  } catch {
    return 'something that has no text';
  }
};

const described = (value) => {
  if (value === null || value === undefined) return String(value);
  const type = typeof value;
  if (type !== 'object') return 'a ' + type;
  try {
    return 'an object (' + (value.constructor?.name ?? 'no class') + ')';
  } catch {
    return 'an object';
  }
};

const finished = (id, value) =>
  typeof value === 'boolean' ? { id, accepted: value } : { id, odd: described(value) };
const thrown = (id, error) => ({ id, accepted: false, reason: 'threw ' + textOf(error) });

// What promises bring at about the same time goes in one message.
let late = [];
const later = (answer) => {
  if (late.push(answer) > 1) return;
  setImmediate(() => {
    const answers = late;
    late = [];
    parentPort.postMessage({ answers });
  });
};

const answer = (isValidName, questions) => {
  const answers = [];
  for (const { id, kind, name } of questions) {
    try {
      const result = isValidName(name, kind);
      if (typeof result?.then !== 'function') answers.push(finished(id, result));
      else Promise.resolve(result).then((value) => later(finished(id, value)), (error) => later(thrown(id, error)));
    } catch (error) {
      answers.push(thrown(id, error));
    }
  }
  if (answers.length > 0) parentPort.postMessage({ answers });
};

const find = (module) => {
  const inner = module.default;
  const found = [module.isValidName, inner?.isValidName, inner?.default?.isValidName, inner, inner?.default];
  return found.find((each) => typeof each === 'function');
};

const loading = import(workerData.url).then((module) => {
  const isValidName = find(module);
  if (isValidName !== undefined) return isValidName;
  const names = Object.keys(module).join(', ');
  parentPort.postMessage({ unusable: 'exports no function isValidName' + (names === '' ? '' : ', but ' + names) });
  return undefined;
}, (error) => {
  parentPort.postMessage({ unusable: 'cannot be loaded: ' + textOf(error) });
  return undefined;
});
parentPort.on('message', (questions) => {
  loading.then((isValidName) => {
    if (isValidName !== undefined) answer(isValidName, questions);
  });
});
`;
