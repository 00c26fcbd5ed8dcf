import { errorTypeRegistries, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { serviceClient, type ClientSettings } from './client.js';

/** What we use of this SDK client and nothing else of it: loaded by import(), a module is bundled whole. */
export {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-scheduler';

export const schedulerClient = (settings: ClientSettings): SchedulerClient =>
  serviceClient(
    {
      serviceId: 'Scheduler',
      host: 'scheduler',
      signingName: 'scheduler',
      protocol: new AwsRestJsonProtocol({ defaultNamespace: 'com.amazonaws.scheduler', errorTypeRegistries }),
    },
    settings,
  );
