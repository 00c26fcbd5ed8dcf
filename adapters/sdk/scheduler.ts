/** What we use of this SDK client and nothing else of it: loaded by import(), a module is bundled whole. */
export {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
