import type { IoTClient } from '@aws-sdk/client-iot';
import type { Enrolment, RuleNames } from '../../app/registry-ports.js';
import { requestFault } from './certificate-request.js';

export interface EnrolmentOptions {
  client: () => Promise<IoTClient>;
  policyName: string;
  rules: RuleNames;
}

const mqttPort = 8883;

/** The IoT control plane, as far as a bank needs it to become a thing with a certificate. */
export function iotEnrolment({ client, policyName, rules }: EnrolmentOptions): Enrolment {
  const sdk = () => import('../sdk/iot.js');
  return {
    checkRequest: requestFault,
    async createThing({ id, siteId }) {
      const { CreateThingCommand, ResourceAlreadyExistsException } = await sdk();
      try {
        // The same thing with the same attributes again is a success; with others it is somebody else's.
        await (
          await client()
        ).send(new CreateThingCommand({ thingName: id, attributePayload: { attributes: { siteId } } }));
        return 'created';
      } catch (error) {
        if (error instanceof ResourceAlreadyExistsException) return 'taken';
        throw error;
      }
    },
    async certify(csrPem) {
      const { CreateCertificateFromCsrCommand } = await sdk();
      const command = new CreateCertificateFromCsrCommand({ certificateSigningRequest: csrPem, setAsActive: true });
      const { certificateArn: arn, certificatePem: pem } = await (await client()).send(command);
      if (!arn || !pem) throw new Error('AWS IoT answered without a certificate');
      return { arn, pem };
    },
    async attach(bankId, certificateArn) {
      const { AttachPolicyCommand, AttachThingPrincipalCommand } = await sdk();
      const iot = await client();
      await iot.send(new AttachPolicyCommand({ policyName, target: certificateArn }));
      await iot.send(new AttachThingPrincipalCommand({ thingName: bankId, principal: certificateArn }));
    },
    async retire(bankId, certificateArn) {
      const { CertificateStateException, DetachPolicyCommand, DetachThingPrincipalCommand, ...rest } = await sdk();
      const { ResourceNotFoundException, UpdateCertificateCommand } = rest;
      const iot = await client();
      const certificateId = certificateArn.split('/').at(-1) ?? '';
      // First, for it ends the connections; the rest is tidiness. What says that it was done before is a success.
      const revoke = new UpdateCertificateCommand({ certificateId, newStatus: 'REVOKED' });
      await unless(CertificateStateException, iot.send(revoke));
      await iot.send(new DetachPolicyCommand({ policyName, target: certificateArn }));
      const detach = new DetachThingPrincipalCommand({ thingName: bankId, principal: certificateArn });
      await unless(ResourceNotFoundException, iot.send(detach));
    },
    async connection() {
      const { DescribeEndpointCommand } = await sdk();
      const { endpointAddress } = await (
        await client()
      ).send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }));
      if (!endpointAddress) throw new Error('AWS IoT answered without an endpoint');
      const [endpoint = '', port] = endpointAddress.split(':');
      return { endpoint, port: port ? Number(port) : mqttPort, rules };
    },
  };
}

async function unless(done: new (...args: never[]) => Error, sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof done)) throw error; // This error says that what was to be done is done.
  }
}
