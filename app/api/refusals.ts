/** Why the app does not do what a named person or another system asks of it; what a door refuses is not among them. */
export type ApiRefusal =
  | 'not-found'
  | 'unknown-resident'
  | 'unknown-compartment'
  | 'second-person'
  | 'site-exists'
  | 'bank-exists'
  | 'bank-not-enrolled'
  | 'controller-known'
  | 'already-announced'
  | 'idempotency-key-reused'
  | 'needs-contact'
  | 'resident-has-parcels'
  | 'hold-too-long'
  | 'changed-meanwhile'
  | 'changed-since-read'
  | 'not-reportable'
  | 'incident-not-now';
