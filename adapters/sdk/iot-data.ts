import { errorTypeRegistries, type IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane';
import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { serviceClient, type ClientSettings } from './client.js';

export const iotDataClient = (settings: ClientSettings): IoTDataPlaneClient =>
  serviceClient(
    {
      serviceId: 'IoT Data Plane',
      host: 'data-ats.iot',
      hostInChina: 'data.ats.iot',
      signingName: 'iotdata',
      protocol: new AwsRestJsonProtocol({ defaultNamespace: 'com.amazonaws.iotdataplane', errorTypeRegistries }),
    },
    settings,
  );
