import { errorTypeRegistries, type IoTClient } from '@aws-sdk/client-iot';
import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { serviceClient, type ClientSettings } from './client.js';

/** What we use of this SDK client and nothing else of it: loaded by import(), a module is bundled whole. */
export {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CertificateStateException,
  CreateCertificateFromCsrCommand,
  CreateThingCommand,
  DescribeEndpointCommand,
  DetachPolicyCommand,
  DetachThingPrincipalCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot';

export const iotClient = (settings: ClientSettings): IoTClient =>
  serviceClient(
    {
      serviceId: 'IoT',
      host: 'iot',
      signingName: 'iot',
      protocol: new AwsRestJsonProtocol({ defaultNamespace: 'com.amazonaws.iot', errorTypeRegistries }),
    },
    settings,
  );
