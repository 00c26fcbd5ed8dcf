import type { Enrolment, RuleNames } from '../app/registry-ports.js';
import { once } from '../domain/once.js';
import { readEnvironment, shared } from './aws.js';
import { iotEnrolment } from './iot/enrolment.js';

/** For on-enroll alone: the IoT control plane and what reads certificate requests are 350 KB that no other bundle has. */
export function awsEnrolment(): Enrolment {
  const { DEVICE_POLICY_NAME: policyName, RULE_NAMES } = readEnvironment(['DEVICE_POLICY_NAME', 'RULE_NAMES']);
  const client = once(async () => (await import('./sdk/iot.js')).iotClient(shared().settings()));
  return iotEnrolment({ client, policyName, rules: JSON.parse(RULE_NAMES) as RuleNames });
}
