import type { Enrolment } from '../../app/registry-ports.js';
import { requestFault } from '../iot/certificate-request.js';

export interface MemoryEnrolment extends Enrolment {
  /** By name: the attributes that it was made with. */
  things: Map<string, string>;
  /** Certificates made, in order. */
  certificates: string[];
  /** Certificate to the thing that it hangs on. */
  attached: Map<string, string>;
  /** Certificates that nobody connects with any more. */
  revoked: string[];
}

/** A control plane in memory: it makes a new certificate for every request, as the real one does. */
export function memoryEnrolment(): MemoryEnrolment {
  const things = new Map<string, string>();
  const attached = new Map<string, string>();
  const certificates: string[] = [];
  const revoked: string[] = [];
  return {
    things,
    certificates,
    attached,
    revoked,
    checkRequest: requestFault,
    async createThing({ id, siteId }) {
      const attributes = siteId;
      if (things.has(id) && things.get(id) !== attributes) return 'taken';
      things.set(id, attributes);
      return 'created';
    },
    async certify() {
      const arn = `certificate-${certificates.length + 1}`;
      certificates.push(arn);
      return { arn, pem: `-----BEGIN CERTIFICATE-----\n${arn}\n-----END CERTIFICATE-----\n` };
    },
    async attach(bankId, certificateArn) {
      attached.set(certificateArn, bankId);
    },
    async retire(bankId, certificateArn) {
      if (!revoked.includes(certificateArn)) revoked.push(certificateArn);
      if (attached.get(certificateArn) === bankId) attached.delete(certificateArn);
    },
    async connection() {
      const rules = { access: 'rule-access', door: 'rule-door', health: 'rule-health', result: 'rule-result' };
      return { endpoint: '127.0.0.1', port: 8883, rules };
    },
  };
}
