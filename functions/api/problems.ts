import type { Refusal } from '../../domain/decide/decision.js';
import type { ApiRefusal } from '../../app/api/refusals.js';

/**
 * Every way a request is not granted, and the only place that knows HTTP's words for it. Codes are a contract: they are
 * added to and never renamed. Nothing of a failure on our side is told but the request's id.
 */
export const problems = {
  'malformed-json': [400, 'the body is not JSON'],
  'wrong-content-type': [400, 'the body must be application/json'],
  'invalid-body': [400, 'the body is not what this operation takes'],
  'invalid-query': [400, 'a query parameter is not what this operation takes'],
  'invalid-cursor': [400, 'the cursor is not one that this list gave'],
  'idempotency-key-needed': [400, 'send an Idempotency-Key header of 1 to 128 visible ASCII characters'],
  'malformed-if-match': [400, 'If-Match takes * or entity tags, each in quotes, as ETag gave them'],
  'reminder-too-late': [
    400,
    'a reminder comes before the parcel is overdue: each of reminderHours is less than overdueHours',
  ],
  'bad-certificate-request': [400, 'the certificate signing request cannot be taken'],
  unauthorized: [401, 'a valid access token is needed'],
  forbidden: [403, 'your role at this site does not allow this'],
  'scope-needed': [403, 'the scopes of this client’s token do not allow this'],
  'not-found': [404, 'there is no such thing, or not for you'],
  'unknown-resident': [409, 'the site has no such resident'],
  'site-exists': [409, 'another site has this id'],
  'bank-exists': [409, 'a bank with this id exists, registered with another request'],
  'bank-not-enrolled': [
    409,
    'this bank is not enrolled, or no more: there is nothing to replace or to retire; one that was retired is reinstated first',
  ],
  'bank-holds-parcels': [
    409,
    'parcels lie in its doors, or what nobody accounts for: they are fetched, or taken out, first',
  ],
  'controller-known': [409, 'this controller is or was the bank’s: a replacement has an id of its own'],
  'already-announced': [409, 'this tracking number is announced for another resident'],
  'idempotency-key-reused': [409, 'this Idempotency-Key came before with another request'],
  'needs-contact': [409, 'a resident needs a phone or an email, or nobody can tell them'],
  'resident-has-parcels': [409, 'parcels of this resident lie in doors: they are fetched or returned first'],
  'hold-too-long': [409, 'a parcel is held for at most 60 days from when it was stored, a resident for a year'],
  'extension-too-long': [409, 'the policy of the site allows no deadline so late'],
  'not-later': [409, 'the parcel is not overdue before that: an extension gives a later instant'],
  'same-person': [409, 'it takes another person than the one who asked for it'],
  'open-all-expired': [409, 'nobody confirmed it within ten minutes: it is to be asked for anew'],
  'open-all-pending': [409, 'it is asked for already: another person confirms that, or it expires'],
  'changed-meanwhile': [409, 'somebody else changed it meanwhile: read it and try again'],
  'not-now': [409, 'the state of this parcel or compartment does not allow this'],
  'no-such-stay': [409, 'the parcel lies in no compartment'],
  'door-busy': [409, 'the compartment cannot do this now'],
  'not-in-this-version': [409, 'this version cannot do this'],
  'holds-parcel': [
    409,
    'a parcel, or what nobody accounts for, lies in this compartment: it takes a manager, or emptying it',
  ],
  'unknown-compartment': [409, 'the bank has no such compartment'],
  'incident-not-now': [409, 'the incident is over: what is seen again is the next one'],
  'not-reportable': [
    409,
    'no incident is made of this cause, or it is of a compartment where none, or of none where one, was named',
  ],
  'opens-stopped': [409, 'opens are stopped here, or for this caller, until a person clears them'],
  'second-person': [403, 'another person must clear this: one who had no part in it, and of the fleet an operator'],
  'role-too-new': [403, 'whoever is one of the two that this takes must have had their role at the site for a day'],
  'changed-since-read': [412, 'it is no longer as it was when the ETag of If-Match was given: read it again'],
  'body-too-large': [413, 'the body is larger than 64 KB'],
  internal: [500, 'something failed on our side; try again, with the same Idempotency-Key if you sent one'],
  'timed-out': [503, 'this took too long; try again, with the same Idempotency-Key if you sent one'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problems;

/** What is wrong where; never the value that was given. */
export interface Mistake {
  path: string;
  message: string;
}

/** A request not granted, as a value. */
export interface Problem {
  problem: ProblemCode;
  detail?: string | undefined;
  mistakes?: Mistake[] | undefined;
}

export const problem = (code: ProblemCode, more: Omit<Problem, 'problem'> = {}): Problem => ({
  problem: code,
  ...more,
});

/** RFC 9457. */
export function problemBody({ problem: code, detail, mistakes }: Problem, requestId: string): Record<string, unknown> {
  const [status, title] = problems[code];
  return {
    type: `urn:pigeonhole:problem:${code}`,
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(mistakes === undefined ? {} : { mistakes }),
    instance: `urn:pigeonhole:request:${requestId}`,
  };
}

/** What the app or a door's decision refuses, in HTTP's words. */
export const refused = (refusal: Refusal | ApiRefusal): Problem => problem(codeOf[refusal]);

/** A refusal that only a bank's screen can meet stands here all the same: the compiler asks for each. */
const codeOf: Record<Refusal | ApiRefusal, ProblemCode> = {
  'not-now': 'not-now',
  'no-such-stay': 'no-such-stay',
  'not-in-this-version': 'not-in-this-version',
  'holds-parcel': 'holds-parcel',
  'incident-not-now': 'incident-not-now',
  'not-reportable': 'not-reportable',
  'opens-stopped': 'opens-stopped',
  'keypad-locked': 'door-busy',
  'second-person': 'second-person',
  'unknown-compartment': 'unknown-compartment',
  'no-such-door': 'no-such-stay',
  'too-late': 'door-busy',
  'unknown-courier': 'door-busy',
  'unknown-recipient': 'unknown-resident',
  'choose-recipient': 'door-busy',
  'already-placed': 'door-busy',
  'bank-full': 'door-busy',
  'on-battery': 'door-busy',
  'door-taken': 'door-busy',
  'unknown-code': 'door-busy',
  wait: 'door-busy',
  'already-open': 'door-busy',
  'being-returned': 'door-busy',
  'nothing-to-collect': 'door-busy',
  'may-not-vouch': 'door-busy',
  'implausible-door-cycle': 'door-busy',
  'unknown-resident': 'unknown-resident',
  'site-exists': 'site-exists',
  'bank-exists': 'bank-exists',
  'bank-not-enrolled': 'bank-not-enrolled',
  'bank-holds-parcels': 'bank-holds-parcels',
  'controller-known': 'controller-known',
  'already-announced': 'already-announced',
  'idempotency-key-reused': 'idempotency-key-reused',
  'needs-contact': 'needs-contact',
  'resident-has-parcels': 'resident-has-parcels',
  'hold-too-long': 'hold-too-long',
  'extension-too-long': 'extension-too-long',
  'not-later': 'not-later',
  'reminder-too-late': 'reminder-too-late',
  'same-person': 'same-person',
  'role-too-new': 'role-too-new',
  'open-all-expired': 'open-all-expired',
  'open-all-pending': 'open-all-pending',
  'changed-meanwhile': 'changed-meanwhile',
  'changed-since-read': 'changed-since-read',
  'not-found': 'not-found',
};
