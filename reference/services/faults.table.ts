// What the reference services API can do wrong. Data only; what each fault does is in faults/, by the same id.
import { FAULT_CASES } from './fault-cases.table.ts';

/** One thing that the reference API can be told to do wrong. */
export interface ServicesFault {
  /** The requirement that it violates; a variant after a slash where a rule can be broken in several ways. */
  readonly id: string;
  readonly requirement: string;
  /** What the API does, as a sentence without its full stop. */
  readonly title: string;
  /** What the suite has to say about it. */
  readonly verdict: 'fail' | 'warn';
  /** Other requirements that may turn too, each for a plain reason. */
  readonly admits: readonly string[];
  /** Globs of the cases that suffice to show it; all where empty. */
  readonly cases: readonly string[];
}

interface Particulars {
  readonly verdict?: 'warn';
  readonly admits?: readonly string[];
}

const fault = (id: string, title: string, { verdict, admits = [] }: Particulars = {}): ServicesFault => {
  const requirement = id.split('/')[0] ?? id;
  // Lists of what goes wrong together hold the fault's own requirement, too.
  const others = [...new Set(admits)].filter((other) => other !== requirement);
  return { id, requirement, title, verdict: verdict ?? 'fail', admits: others, cases: FAULT_CASES[id] ?? [] };
};

/** Names what else may turn, without the suite's name in front of each. */
const also = (...ids: readonly string[]): { readonly admits: readonly string[] } => ({
  admits: ids.map((id) => `services.${id}`),
});

/** Those of a list, and more. */
const and = ({ admits }: { readonly admits: readonly string[] }, ...ids: readonly string[]) => ({
  admits: [...admits, ...also(...ids).admits],
});

const WARN = { verdict: 'warn' } as const;

/** Whoever is let in may change things, too. */
const lets = also('auth.no-effect');
/** What is changed behind the back of the client is neither what it wrote nor what it listed. */
const behindTheBack = also(
  'read.own-write',
  'read.unknown',
  'list.complete',
  'list.target',
  'list.description',
  'delete.gone',
  'write.creates',
  'write.replaces',
  'modify.merges',
);
/** An error without the published body has none of its parts. */
const errorParts = [
  'error.shape',
  'error.code',
  'error.datetime',
  'error.request-url',
  'error.details',
  'read.unknown',
  'write.validation-error',
  'modify.unknown-service',
  'delete.unknown',
  'delete.gone',
  'survives.malformed-json',
  'survives.unsupported-method',
] as const;
/** What cannot be read as JSON cannot be what was written. */
const unreadable = ['read.own-write', 'read.complete'] as const;
/** A service that is not listed was not listed under its name either. */
const unlisted = also('survives.hostile-names', 'isolates.services');
/** A schema that says something else than it means is not the one that is obeyed. */
const otherSchema = also('schema.validates-configurations', 'schema.agrees-with-write');
/** What is stored against the schema is returned against the schema. */
const storesInvalid = also('schema.validates-configurations');
/** What is refused although it is valid cannot be written. */
const refusesValid = also('write.creates', 'write.replaces', 'write.replace-resets', 'survives.hostile-values');
/** What is not shown is not what was written. */
const shownOtherwise = also('read.own-write');
/** After a Delete, Read finds nothing either. */
const alsoGone = also('delete.gone', 'isolates.accounts');
/** Not the whole configuration, so not the defaults and not what was written. */
const notAll = also('read.own-write', 'read.complete', 'write.defaults', 'schema.validates-configurations');
/** What is not reset has no default. */
const notReset = also('write.defaults', 'read.own-write');
/** A configuration without what the schema demands. */
const undemanded = also('schema.validates-configurations', 'schema.agrees-with-write', 'write.validation-error');
/** An error of another status is another error. */
const otherStatus = also('write.mandatory', 'write.unknown-option', 'schema.agrees-with-write');
/** A wrong merge is wrong however it is asked for. */
const mergesBadly = also(
  'modify.null',
  'modify.idempotent',
  'modify.validates-merge',
  'modify.unknown-option',
  'read.complete',
);
/** An invalid configuration that is in force is returned, and is what a refused change left. */
const inForce = also('schema.validates-configurations', 'modify.refused-changes-nothing', 'read.own-write');
/** A change that should not have been made shows in all that is read after it. */
const changed = also('read.own-write', 'list.target', 'list.description', 'schema.validates-configurations');
/** A service that is still there in one way. */
const stillThere = also('list.complete', 'read.unknown', 'modify.unknown-service', 'delete.unknown', 'write.creates');
/** Two names for one service: what is done to one is done to the other. */
const sameService = also(
  'read.own-write',
  'read.unknown',
  'write.creates',
  'write.replace-resets',
  'list.complete',
  'list.target',
  'list.description',
  'delete.gone',
  'delete.unknown',
  'delete.no-content',
  'modify.unknown-service',
  'modify.merges',
  'survives.hostile-names',
);
/** A text that is as valid as any other is not written, wherever it comes up. */
const refusesText = also('schema.agrees-with-write', 'write.creates', 'write.replaces', 'modify.merges');
/** A validation error is the error that this is about. */
const alsoDetails = also('error.details');

export const SERVICES_FAULTS: readonly ServicesFault[] = [
  fault('services.auth.required', 'Lists services without asking for credentials'),
  fault('services.auth.required/schema', 'Gives the schema without asking for credentials'),
  fault('services.auth.required/read', 'Reads services without asking for credentials'),
  fault('services.auth.required/write', 'Writes services without asking for credentials', lets),
  fault('services.auth.required/modify', 'Modifies services without asking for credentials', lets),
  fault('services.auth.required/delete', 'Deletes services without asking for credentials', lets),
  fault('services.auth.required/revealed', 'Lists the services in the response that asks for credentials', {
    // The same response is given to credentials that are wrong.
    ...also('auth.refused', 'isolates.accounts'),
  }),
  fault('services.auth.refused', 'Accepts any key', lets),
  fault('services.auth.refused/key-prefix', 'Accepts the beginning of a key', lets),
  fault('services.auth.refused/letter-case', 'Compares keys without letter case', lets),
  fault('services.auth.refused/any-user', 'Looks at the key and not at the user', lets),
  fault(
    'services.auth.refused/other-key',
    'Accepts the key of another account',
    also('auth.no-effect', 'isolates.accounts'),
  ),
  fault(
    'services.auth.refused/malformed',
    'Accepts an Authorization header that it cannot read',
    also('auth.no-effect', 'auth.required'),
  ),
  fault('services.auth.refused/server-error', 'Answers an Authorization header that it cannot read with 500'),
  fault('services.auth.no-effect', 'Refuses a Write for its credentials and obeys it', behindTheBack),
  fault('services.auth.no-effect/modify', 'Refuses a Modify for its credentials and obeys it', behindTheBack),
  fault('services.auth.no-effect/delete', 'Refuses a Delete for its credentials and obeys it', behindTheBack),

  fault('services.response.content-type', 'Sends errors as text/plain'),
  fault('services.response.content-type/html', 'Sends configurations as text/html'),
  fault('services.response.content-type/missing', 'Sends everything but errors without Content-Type'),
  fault('services.response.content-type/missing-on-errors', 'Sends errors without Content-Type'),
  fault('services.response.content-type/schema', 'Sends the schema as application/schema+json'),
  fault('services.response.json', 'Quotes with apostrophes in errors', also(...errorParts)),
  fault(
    'services.response.json/html',
    'Answers errors with a page of HTML',
    also('response.content-type', ...errorParts),
  ),
  fault(
    'services.response.json/byte-order-mark',
    'Begins configurations with a byte order mark',
    also('write.creates', 'write.replaces', ...unreadable),
  ),
  fault('services.response.json/trailing', 'Ends the list with a semicolon', also('list.shape', 'list.complete')),
  fault('services.response.json/truncated', 'Leaves the last brace off what Read returns', also(...unreadable)),
  fault('services.response.json/half', 'Breaks off in the middle of what Read returns', also(...unreadable)),
  fault(
    'services.response.json/nan',
    'Writes NaN where extra_channels is 0',
    also('write.creates', 'write.replaces', 'write.defaults', ...unreadable),
  ),
  fault('services.response.json/latin-1', 'Sends configurations in ISO 8859-1 where they fit into it', {
    // Decoded as UTF-8, the text is another one.
    ...also('read.own-write', 'write.creates', 'write.replaces', 'modify.merges', 'survives.hostile-values'),
  }),

  fault('services.list.shape', 'Lists services in an array without the object around it', also('list.complete')),
  fault(
    'services.list.shape/names',
    'Lists names alone',
    also('list.complete', 'list.target', 'list.description', 'survives.hostile-names'),
  ),
  fault('services.list.shape/no-target', 'Lists services without their targets', also('list.target')),
  fault('services.list.shape/no-description', 'Lists services without their descriptions', also('list.description')),
  fault('services.list.shape/absent-description', 'Lists no description where there is none', {
    ...WARN,
    ...also('list.description'),
  }),
  fault('services.list.shape/empty-description', 'Lists an empty description where there is none', {
    ...WARN,
    ...also('list.description'),
  }),
  fault(
    'services.list.complete',
    'Lists what was there one change ago',
    also('list.target', 'list.description', 'delete.gone', 'survives.hostile-names', 'isolates.services'),
  ),
  fault('services.list.complete/twice', 'Lists a service twice once it has been replaced'),
  fault('services.list.complete/newest', 'Lists all services but the newest', unlisted),
  fault('services.list.complete/deleted', 'Lists a deleted service once more', also('delete.gone', 'delete.gone')),
  fault('services.list.complete/page', 'Lists five services and no more', unlisted),
  fault('services.list.complete/disabled', 'Lists no service that is disabled', unlisted),
  fault('services.list.target', 'Lists the target of the application that the service does not use', WARN),
  fault('services.list.target/stale', 'Lists the target that the service was created with', WARN),
  fault('services.list.description', 'Lists the name for the description', WARN),
  fault('services.list.description/stale', 'Lists the description that the service was created with', WARN),

  fault('services.schema.draft-07', 'Declares the schema to be of draft-04', also('schema.shape')),
  fault('services.schema.draft-07/undeclared', 'Does not declare the draft of the schema', also('schema.shape')),
  fault('services.schema.draft-07/invalid', 'Publishes a schema with a text for a minimum', otherSchema),
  fault(
    'services.schema.draft-07/reference',
    'Publishes a schema that refers to a definition which is not there',
    otherSchema,
  ),
  fault(
    'services.schema.shape',
    'Publishes a schema that allows unknown options at the top',
    also('schema.agrees-with-write'),
  ),
  fault('services.schema.shape/option', 'Leaves g729 out of the schema', otherSchema),
  fault('services.schema.shape/definitions', 'Publishes a schema without definitions'),
  fault('services.schema.shape/all-of', 'Publishes a schema without allOf', also('schema.agrees-with-write')),
  fault('services.schema.shape/type', 'Gives the type of the schema in an array'),
  fault(
    'services.schema.validates-configurations',
    'Returns an id that the schema does not know',
    also('modify.merges', 'modify.unknown-option', 'write.replaces', 'write.creates'),
  ),
  fault(
    'services.schema.validates-configurations/number-as-text',
    'Returns the number fax.max_pages as a text',
    also('modify.merges', 'write.creates', 'write.replaces'),
  ),
  fault(
    'services.schema.agrees-with-write',
    'Refuses a description of more than 60 characters in a Write',
    refusesValid,
  ),
  fault(
    'services.schema.agrees-with-write/upper-bound',
    'Refuses extra_channels at its maximum in a Write',
    refusesValid,
  ),
  fault(
    'services.schema.agrees-with-write/null',
    'Refuses null for the address of the final page in a Write',
    refusesValid,
  ),
  fault('services.schema.agrees-with-write/accepts-bounds', 'Writes numbers out of bounds', storesInvalid),
  fault('services.schema.agrees-with-write/accepts-enum', 'Writes values that the schema does not list', storesInvalid),
  fault(
    'services.schema.agrees-with-write/accepts-type',
    'Writes values of the wrong type at the top',
    also('schema.validates-configurations', 'survives.hostile-values', 'write.validation-error'),
  ),
  fault(
    'services.schema.agrees-with-write/coerces',
    "Writes the text '5' for the number 5 in extra_channels",
    also('write.validation-error'),
  ),
  fault(
    'services.schema.agrees-with-write/accepts-short',
    'Writes texts that are too short',
    and(storesInvalid, 'write.validation-error'),
  ),
  fault('services.schema.agrees-with-write/accepts-long', 'Writes texts that are too long', storesInvalid),
  fault('services.schema.agrees-with-write/accepts-pattern', 'Writes texts that match no pattern', storesInvalid),
  fault(
    'services.schema.agrees-with-write/accepts-items',
    'Writes lists that are too long, too short or repetitive',
    storesInvalid,
  ),
  fault(
    'services.schema.agrees-with-write/accepts-null',
    'Writes null where the schema has no null',
    also('schema.validates-configurations', 'read.complete', 'write.mandatory'),
  ),
  fault('services.schema.agrees-with-write/accepts-fax', 'Writes a REST service that receives fax', storesInvalid),
  fault(
    'services.schema.agrees-with-write/accepts-nested',
    'Writes unknown options below the top',
    also('schema.validates-configurations', 'write.unknown-option'),
  ),

  fault('services.read.complete', 'Leaves call_constraints out of what Read returns', shownOtherwise),
  fault('services.read.complete/nulls', 'Leaves options that are null out of what Read returns', shownOtherwise),
  fault('services.read.complete/nested', 'Leaves rest.error_page out of what Read returns', shownOtherwise),
  fault(
    'services.read.complete/defaults',
    'Leaves options that have their defaults out of what Read returns',
    also('read.own-write', 'schema.validates-configurations'),
  ),
  fault(
    'services.read.complete/application',
    'Leaves the application that is not used out of what Read returns',
    shownOtherwise,
  ),
  fault(
    'services.read.unknown',
    'Answers Read of an unknown service with 200 and null',
    also('delete.gone', 'isolates.accounts', 'read.complete', 'schema.validates-configurations'),
  ),
  fault('services.read.unknown/bad-request', 'Answers Read of an unknown service with 400', alsoGone),
  fault(
    'services.read.unknown/server-error',
    'Answers Read of an unknown service with 500',
    also('delete.gone', 'isolates.accounts', 'survives.hostile-names'),
  ),
  fault(
    'services.read.unknown/html',
    'Answers Read of an unknown service with a page of HTML',
    also('delete.gone', 'response.json', 'response.content-type', ...errorParts),
  ),
  fault(
    'services.read.unknown/no-body',
    'Answers Read of an unknown service with 404 and no body',
    also('delete.gone', 'error.shape'),
  ),
  fault(
    'services.read.own-write',
    'Reads what the service was one change ago',
    also('write.replace-resets', 'modify.merges', 'modify.null'),
  ),
  fault('services.read.own-write/masked', 'Hides the password from Read'),
  fault('services.read.own-write/escaped', 'Reads descriptions with HTML entities in them'),
  fault(
    'services.read.own-write/cut',
    'Stores descriptions of more than 40 characters cut short',
    also('modify.merges', 'modify.empty', 'modify.idempotent', 'list.description', 'survives.hostile-values'),
  ),
  fault(
    'services.read.own-write/unsaved-modify',
    'Answers a Modify and does not store it',
    also('modify.merges', 'modify.null', 'modify.idempotent', 'list.target', 'list.description'),
  ),

  fault('services.write.creates', 'Answers 200 when it creates a service'),
  fault('services.write.creates/empty', 'Answers an empty object when it creates a service', notAll),
  fault('services.write.creates/echo', 'Answers what was sent when it creates a service', notAll),
  fault('services.write.creates/again', 'Answers 200 when it creates a service that was deleted', also('delete.gone')),
  fault(
    'services.write.replaces',
    'Refuses to replace a service with 409',
    also('write.replace-resets', 'schema.agrees-with-write', 'write.validation-error'),
  ),
  fault('services.write.replaces/created', 'Answers 201 when it replaces a service', WARN),
  fault(
    'services.write.replaces/ignored',
    'Answers a Write that replaces with what was there, and keeps that',
    also('write.replace-resets', 'write.defaults', 'list.target', 'list.description'),
  ),
  fault(
    'services.write.defaults',
    'Takes no defaults inside an object that is supplied in part',
    also('read.complete'),
  ),
  fault(
    'services.write.defaults/depth-2',
    'Takes no defaults inside a page that is supplied in part',
    also('read.complete'),
  ),
  fault(
    'services.write.defaults/unstable',
    'Takes another default for rest.call_recording.mode in every fourth Write',
    also('write.replace-resets'),
  ),
  fault('services.write.defaults/enabled', 'Disables services by default'),
  fault('services.write.defaults/description', 'Gives services an empty description by default'),
  fault('services.write.defaults/extra-channels', 'Gives services an extra channel by default'),
  fault('services.write.defaults/g729', 'Gives services g729 by default'),
  fault('services.write.defaults/application-type', 'Takes a service with a first page for REST by default', {
    // Without application_type, the address of a first page is not enough.
    ...also('write.mandatory', 'schema.agrees-with-write', 'write.validation-error'),
  }),
  fault('services.write.defaults/uas-parameters', 'Gives UAS services empty parameters by default'),
  fault('services.write.defaults/first-page-method', 'Gets first pages by default'),
  fault('services.write.defaults/final-page-method', 'Gets final pages by default'),
  fault('services.write.defaults/error-page-method', 'Gets error pages by default'),
  fault('services.write.defaults/final-page-address', 'Gives services a final page by default'),
  fault('services.write.defaults/error-page-address', 'Gives services an error page by default'),
  fault('services.write.defaults/api-version', 'Takes version 1.0 of the REST API by default'),
  fault('services.write.defaults/rest-parameters', 'Gives REST services empty parameters by default'),
  fault('services.write.defaults/tts-voice', 'Gives services another voice by default'),
  fault('services.write.defaults/max-call-duration', 'Ends calls after 60 minutes by default'),
  fault('services.write.defaults/answer-timeout', 'Waits 60 seconds for an answer by default'),
  fault('services.write.replace-resets', 'Keeps the description of the service that it replaces', notReset),
  fault('services.write.replace-resets/nested', 'Keeps the error page of the service that it replaces', notReset),
  fault('services.write.replace-resets/list', 'Keeps the blocked prefixes of the service that it replaces', notReset),
  fault('services.write.replace-resets/merges', 'Merges what replaces a service into it', {
    // What was there before counts as supplied, mandatory options included.
    ...also('write.defaults', 'write.mandatory', 'schema.agrees-with-write', 'write.validation-error'),
  }),
  fault('services.write.mandatory', 'Writes a service without service_password', undemanded),
  fault(
    'services.write.mandatory/application-name',
    'Writes a UAS service without application_name',
    also('schema.validates-configurations', 'schema.agrees-with-write', 'write.validation-error', 'list.shape'),
  ),
  fault(
    'services.write.mandatory/first-page',
    'Writes a REST service without the address of a first page',
    also('schema.validates-configurations', 'schema.agrees-with-write', 'write.validation-error', 'list.shape'),
  ),
  fault(
    'services.write.mandatory/generated',
    'Makes up a password where none is given',
    also('schema.agrees-with-write', 'write.validation-error'),
  ),
  fault('services.write.validation-error', 'Lists the first violation only'),
  fault('services.write.validation-error/rules', 'Lists no violation of a conditional rule beside others'),
  fault(
    'services.write.validation-error/none',
    'Leaves out the details where there are several violations',
    alsoDetails,
  ),

  fault('services.write.validation-error/unprocessable', 'Answers an invalid Write with 422', otherStatus),
  fault(
    'services.write.validation-error/ok',
    'Answers an invalid Write with 200 and an error',
    also(
      'write.mandatory',
      'write.unknown-option',
      'write.creates',
      'write.replaces',
      'write.refused-changes-nothing',
      'schema.agrees-with-write',
      'schema.validates-configurations',
      'read.own-write',
      'list.complete',
      'error.code',
    ),
  ),
  fault('services.write.unknown-option', 'Ignores an unknown option in a Write', also('schema.agrees-with-write')),
  fault(
    'services.write.unknown-option/stored',
    'Stores an unknown option of a Write',
    also('schema.agrees-with-write', 'schema.validates-configurations'),
  ),
  fault(
    'services.write.unknown-option/null',
    'Ignores an unknown option that is null in a Write',
    also('schema.agrees-with-write'),
  ),
  fault('services.write.refused-changes-nothing', 'Applies the valid options of a Write that it refuses', changed),
  fault(
    'services.write.refused-changes-nothing/created',
    'Creates the service of a Write that it refuses',
    also('list.complete', 'list.shape', 'write.creates', 'schema.validates-configurations', 'read.unknown'),
  ),
  fault(
    'services.write.refused-changes-nothing/deleted',
    'Deletes the service whose replacement it refuses',
    also('list.complete', 'read.own-write', 'write.replaces'),
  ),

  fault(
    'services.modify.merges',
    'Takes defaults for what a Modify leaves out',
    also('modify.null', 'modify.empty', 'modify.idempotent', 'modify.validates-merge'),
  ),
  fault('services.modify.merges/shallow', 'Replaces an object that a Modify supplies in part', mergesBadly),
  fault('services.modify.merges/shallow-depth-2', 'Replaces a page that a Modify supplies in part', mergesBadly),
  fault(
    'services.modify.merges/shallow-depth-3',
    'Replaces the encryption that a Modify supplies in part',
    mergesBadly,
  ),
  fault('services.modify.merges/first-only', 'Takes the first option of a Modify and no other', mergesBadly),
  fault('services.modify.merges/falsy-ignored', 'Ignores false, 0 and empty texts in a Modify'),
  fault(
    'services.modify.merges/appends',
    'Adds lists in a Modify to those that are there',
    also('modify.idempotent', 'modify.validates-merge', 'modify.empty', 'modify.null'),
  ),
  fault(
    'services.modify.merges/stale',
    'Merges a Modify into what was written last, not into what is there',
    also('modify.null', 'modify.empty', 'modify.idempotent', 'modify.validates-merge'),
  ),
  fault(
    'services.modify.merges/mandatory',
    'Refuses a Modify that does not supply service_password',
    also('modify.null', 'modify.idempotent', 'read.own-write'),
  ),
  fault(
    'services.modify.null',
    'Removes options that a Modify sets to null',
    also('read.complete', 'modify.merges', 'list.shape', 'list.description', 'modify.idempotent'),
  ),
  fault('services.modify.null/ignored', 'Ignores null in a Modify', {
    // Where null is not allowed it goes unnoticed as well.
    ...also('modify.merges', 'modify.validates-merge'),
  }),
  fault(
    'services.modify.null/nested-ignored',
    'Ignores null below the top in a Modify',
    also('modify.merges', 'modify.validates-merge'),
  ),
  fault(
    'services.modify.null/empty-text',
    'Empties a description that a Modify sets to null',
    also('modify.merges', 'list.description'),
  ),
  fault('services.modify.null/refused', 'Refuses null in a Modify', also('modify.merges')),
  fault('services.modify.validates-merge', 'Validates what a Modify supplies, and not what comes of it', inForce),
  fault('services.modify.validates-merge/recording', 'Validates nothing of call_recording in a Modify', inForce),
  fault(
    'services.modify.validates-merge/nothing',
    'Looks for unknown options in a Modify and validates nothing else',
    also('schema.validates-configurations', 'read.own-write', 'read.complete', 'list.shape', 'modify.null'),
  ),
  fault(
    'services.modify.validates-merge/types',
    'Stores values of the wrong type in a Modify',
    also('schema.validates-configurations', 'survives.hostile-values', 'read.complete'),
  ),
  fault(
    'services.modify.validates-merge/first-page',
    'Lets a Modify leave a REST service without its first page',
    also('schema.validates-configurations', 'list.shape', 'modify.refused-changes-nothing'),
  ),
  fault('services.modify.validates-merge/password', 'Lets a Modify take the password away', inForce),
  fault(
    'services.modify.validates-merge/ignored',
    'Answers an invalid Modify with 200 and changes nothing',
    also('modify.merges', 'modify.null'),
  ),
  fault('services.modify.refused-changes-nothing', 'Applies the valid options of a Modify that it refuses', changed),
  fault(
    'services.modify.refused-changes-nothing/in-order',
    'Applies the options of a Modify up to the first invalid one',
    changed,
  ),
  fault(
    'services.modify.refused-changes-nothing/all',
    'Stores what a Modify makes of the service, and refuses it',
    also(
      'read.own-write',
      'list.shape',
      'list.target',
      'list.description',
      'schema.validates-configurations',
      'read.complete',
    ),
  ),
  fault(
    'services.modify.unknown-service',
    'Creates the service that a Modify does not find',
    also('delete.gone', 'list.complete', 'read.unknown', 'write.creates', 'isolates.accounts'),
  ),
  fault(
    'services.modify.unknown-service/ok',
    'Answers Modify of an unknown service with 200 and null',
    also('delete.gone', 'isolates.accounts', 'read.complete', 'schema.validates-configurations'),
  ),
  fault(
    'services.modify.unknown-service/server-error',
    'Answers Modify of an unknown service with 500',
    also('delete.gone', 'survives.hostile-names'),
  ),
  fault('services.modify.unknown-option', 'Stores an unknown option of a Modify', storesInvalid),
  fault('services.modify.unknown-option/nested', 'Stores an unknown option below the top of a Modify', storesInvalid),
  fault('services.modify.unknown-option/null', 'Stores an unknown option that is null in a Modify', storesInvalid),
  fault(
    'services.modify.empty',
    'Sets everything to its default in a Modify that supplies nothing',
    also('modify.merges', 'modify.idempotent', 'list.description'),
  ),
  fault(
    'services.modify.empty/disables',
    'Disables a service in a Modify that supplies nothing',
    also('modify.merges', 'modify.idempotent'),
  ),
  fault(
    'services.modify.empty/empty',
    'Answers an empty object to a Modify that supplies nothing',
    also('read.complete', 'read.own-write', 'schema.validates-configurations', 'modify.merges'),
  ),
  fault('services.modify.empty/refused', 'Refuses a Modify that supplies nothing', WARN),
  fault(
    'services.modify.idempotent',
    'Adds the extra channels of a Modify to those that are there',
    also('modify.merges'),
  ),
  fault(
    'services.modify.idempotent/toggles',
    'Turns enabled over when a Modify sets it to what it is',
    also('modify.merges'),
  ),
  fault(
    'services.modify.idempotent/numbers',
    'Numbers a description when a Modify sets it to what it is',
    also('modify.merges', 'list.description'),
  ),
  fault('services.modify.idempotent/refused', 'Refuses a Modify that changes nothing', also('modify.merges')),

  fault('services.delete.no-content', 'Answers a Delete with 200 and an empty object'),
  fault('services.delete.no-content/configuration', 'Answers a Delete with 200 and the configuration'),
  fault('services.delete.no-content/body', 'Sends a body after the 204 of a Delete'),
  fault('services.delete.gone', 'Reads services that are deleted', and(stillThere, 'isolates.accounts')),
  fault('services.delete.gone/modify', 'Brings a deleted service back with a Modify', stillThere),
  fault('services.delete.gone/again', 'Answers 204 to every Delete of a service after the first', stillThere),
  fault(
    'services.delete.gone/listed',
    'Lists services that are deleted',
    and(stillThere, 'isolates.accounts', 'list.complete'),
  ),
  fault('services.delete.gone/late', 'Deletes a service after the next request for it only', stillThere),
  fault(
    'services.delete.gone/kept',
    'Answers 204 to a Delete and deletes nothing',
    also(
      'list.complete',
      'read.unknown',
      'modify.unknown-service',
      'delete.unknown',
      'write.creates',
      'write.replace-resets',
      'isolates.accounts',
    ),
  ),
  fault('services.delete.unknown', 'Answers Delete of an unknown service with 204', alsoGone),
  fault(
    'services.delete.unknown/ok',
    'Answers Delete of an unknown service with 200 and an empty object',
    also('delete.gone', 'delete.no-content', 'isolates.accounts'),
  ),
  fault('services.delete.unknown/bad-request', 'Answers Delete of an unknown service with 400', alsoGone),

  fault('services.error.shape', 'Leaves the text out of errors'),
  fault('services.error.shape/code', 'Leaves the code out of errors', also('error.code')),
  fault('services.error.shape/link', 'Leaves the link out of errors'),
  fault(
    'services.error.shape/request',
    'Leaves the request out of errors',
    also('error.datetime', 'error.request-url'),
  ),
  fault('services.error.shape/url', 'Leaves the url of the request out of errors', also('error.request-url')),
  fault('services.error.shape/datetime', 'Leaves the datetime out of errors', also('error.datetime')),
  fault('services.error.shape/flat', 'Writes errors without the object error around them', also(...errorParts)),
  fault('services.error.shape/text-alone', 'Writes a text where the object error should be', also(...errorParts)),
  fault(
    'services.error.shape/unauthorized',
    'Answers 401 with a body of another kind',
    also('error.code', 'error.datetime', 'error.request-url'),
  ),
  fault('services.error.code', 'Gives every error the code HTTP 418'),
  fault('services.error.code/number', 'Gives the status as a number for the code', also('error.shape')),
  fault('services.error.code/bare', 'Gives the status without HTTP for the code'),
  fault('services.error.datetime', 'Writes dates as ISO 8601 does'),
  fault('services.error.datetime/request', 'Writes the date of the request as ISO 8601 does'),
  fault('services.error.datetime/impossible', 'Dates errors 30 February'),
  fault('services.error.datetime/epoch', 'Dates errors in seconds since 1970', also('error.shape')),
  fault('services.error.datetime/early', 'Dates errors a minute before their requests'),
  fault('services.error.request-url', 'Gives the pattern of the path for the url of the request', WARN),
  fault('services.error.request-url/host', 'Gives the whole URL for the url of the request', WARN),
  fault('services.error.details', 'Joins all details to one text', also('write.validation-error')),
  fault('services.error.details/single-text', 'Gives the details of a single violation as a text', {
    ...WARN,
    ...also('write.validation-error'),
  }),
  fault('services.error.details/none-for-one', 'Leaves out the details of a single violation', {
    ...WARN,
    ...also('write.validation-error'),
  }),
  fault('services.error.details/objects', 'Gives details as objects', also('write.validation-error')),

  fault('services.survives.malformed-json', 'Answers a body that is no JSON with 500'),
  fault('services.survives.malformed-json/no-body', 'Answers an empty body with 500'),
  fault('services.survives.malformed-json/utf-8', 'Takes octets that are no UTF-8 for replacement characters'),
  fault(
    'services.survives.malformed-json/empty-object',
    'Takes a body that is no JSON for an empty object',
    also('modify.empty'),
  ),
  fault('services.survives.malformed-json/trailing-comma', 'Understands JSON with a comma too many'),
  fault('services.survives.malformed-json/nan', 'Understands NaN in JSON, as 0'),
  fault('services.survives.malformed-json/trailing-text', 'Overlooks what comes after the JSON object of a body'),
  fault('services.survives.malformed-json/hang', 'Never answers a body that is no JSON'),
  fault('services.survives.malformed-json/drop', 'Ends the connection on a body that is no JSON'),
  fault(
    'services.survives.malformed-json/stored',
    'Creates a service of defaults from a body that is no JSON',
    also(
      'list.complete',
      'list.shape',
      'write.creates',
      'read.unknown',
      'write.refused-changes-nothing',
      'schema.validates-configurations',
    ),
  ),
  fault('services.survives.hostile-values', 'Answers an emoji in a value with 500', refusesText),
  fault('services.survives.hostile-values/nul', 'Answers U+0000 in a value with 500', refusesText),
  fault(
    'services.survives.hostile-values/surrogate',
    'Answers half of a surrogate pair in a value with 500',
    refusesText,
  ),
  fault('services.survives.hostile-values/long', 'Answers a value of more than 5000 characters with 500'),
  fault('services.survives.hostile-values/deep', 'Answers a configuration nested deeper than 50 with 500'),
  fault('services.survives.hostile-values/huge-number', 'Answers a number beyond 2^53 with 500'),
  fault('services.survives.hostile-values/proto', 'Answers an option __proto__ with 500'),
  fault(
    'services.survives.malformed-json/array',
    'Answers an array for a configuration with 500',
    also('survives.malformed-json'),
  ),
  fault(
    'services.survives.malformed-json/null',
    'Answers null for a configuration with 500',
    also('survives.malformed-json'),
  ),
  fault(
    'services.write.validation-error/null-object',
    'Answers null for rest with 500',
    also('modify.null', 'modify.validates-merge', 'write.validation-error', 'schema.agrees-with-write'),
  ),
  fault('services.survives.hostile-values/hang', 'Never answers half of a surrogate pair in a value', refusesText),
  fault('services.survives.hostile-values/drop', 'Ends the connection on a value of more than 5000 characters'),
  fault('services.survives.hostile-names', 'Answers an emoji in a name with 500'),
  fault('services.survives.hostile-names/percent', 'Answers a percent sign in a name with 500'),
  fault('services.survives.hostile-names/space', 'Answers a space in a name with 500'),
  fault('services.survives.hostile-names/dot', 'Answers a dot in a name with 500'),
  fault('services.survives.hostile-names/long', 'Answers a name of more than 64 characters with 500'),
  fault('services.survives.hostile-names/hang', 'Never answers a name of more than 64 characters'),
  fault('services.survives.hostile-names/encoding', 'Answers a name that cannot be decoded with 500'),
  fault(
    'services.survives.hostile-names/cut',
    'Cuts names to 60 characters',
    also('isolates.services', 'list.complete', 'read.unknown'),
  ),
  fault('services.survives.hostile-names/letter-case', 'Stores names in lower case', sameService),
  fault(
    'services.survives.hostile-names/plus',
    'Takes a plus sign in a name for a space',
    also('list.complete', 'read.unknown', 'isolates.services'),
  ),
  fault('services.survives.hostile-names/twice', 'Decodes names twice', also('list.complete')),
  fault(
    'services.survives.hostile-names/unread',
    'Finds no service to read whose name is not ASCII',
    also('read.own-write', 'delete.unknown'),
  ),
  fault('services.survives.unsupported-method', 'Answers methods that are not published with 200', WARN),
  fault('services.survives.unsupported-method/server-error', 'Answers methods that are not published with 500', WARN),
  fault('services.survives.unsupported-method/hang', 'Never answers methods that are not published', WARN),
  fault('services.survives.unsupported-method/post', 'Takes POST for PUT', {
    ...WARN,
    ...also('list.complete', 'write.creates', 'read.own-write'),
  }),

  fault(
    'services.isolates.accounts',
    'Lists the services of all accounts',
    also('list.complete', 'list.target', 'list.description'),
  ),
  fault('services.isolates.accounts/read', "Reads other accounts' services"),
  fault(
    'services.isolates.accounts/write',
    "Replaces other accounts' services",
    also('write.creates', 'read.own-write', 'list.complete'),
  ),
  fault(
    'services.isolates.accounts/modify',
    "Modifies other accounts' services",
    also('modify.unknown-service', 'read.own-write'),
  ),
  fault(
    'services.isolates.accounts/delete',
    "Deletes other accounts' services",
    also('delete.unknown', 'list.complete', 'read.own-write'),
  ),
  fault('services.isolates.accounts/password', "Gives away passwords when it refuses to read other accounts' services"),
  fault(
    'services.isolates.accounts/taken',
    'Takes a name away from the account that has it',
    also('list.complete', 'read.own-write'),
  ),
  fault('services.isolates.services', 'Shares nested defaults between services and changes them in place', {
    // The defaults that later services get are changed with them, those of other accounts too.
    ...also(
      'write.defaults',
      'write.replace-resets',
      'read.own-write',
      'modify.merges',
      'modify.null',
      'modify.validates-merge',
      'write.creates',
      'write.mandatory',
      'isolates.accounts',
      'modify.refused-changes-nothing',
      'schema.agrees-with-write',
      'write.refused-changes-nothing',
    ),
  }),
  fault('services.isolates.services/prefix', 'Finds a service by the beginning of its name', sameService),
  fault(
    'services.isolates.services/deletes-prefix',
    'Deletes all services whose names begin with the one that is given',
    also('list.complete', 'read.own-write', 'delete.gone', 'delete.no-content', 'survives.hostile-names'),
  ),
  fault(
    'services.isolates.services/password',
    'Gives all services the password that a Modify sets',
    also('read.own-write', 'modify.merges', 'isolates.accounts'),
  ),
];
