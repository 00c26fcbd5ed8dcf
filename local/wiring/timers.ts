import { schedulerService, toSchedule } from '../stand-ins/scheduler-service.js';
import { Schedules, type StoredSchedule } from '../stand-ins/scheduler.js';
import { TemplateError } from '../template.js';
import type { PartsWithFunctions } from './parts.js';
import { isTrusting, requireRight } from './permissions.js';

/** EventBridge Scheduler, calling functions as it does: asynchronously. */
export function buildTimers(parts: PartsWithFunctions): Schedules {
  const { stack, clock, mishaps, endpoint, log, journal, events } = parts;
  const schedules = new Schedules({
    region: stack.region,
    accountId: stack.accountId,
    clock,
    mishaps,
    log,
    stored: journal<StoredSchedule>('schedules'),
    fire: (targetArn, input, roleArn) => {
      requireRight(stack, roleArn, 'a schedule', { action: 'lambda:InvokeFunction', resource: targetArn });
      events.accept(targetArn, input);
    },
    isTrusting: (roleArn, groupArn) => isTrusting(stack, roleArn, 'scheduler.amazonaws.com', groupArn),
  });
  for (const { ref } of stack.resourcesOf('AWS::Scheduler::ScheduleGroup')) schedules.addGroup(ref);
  endpoint.register(
    'scheduler',
    schedulerService(schedules, () => clock.nowMs()),
  );
  return schedules;
}

/** The template's own schedules, such as the sweep's rate. Started last: they fire at once. */
export function declareSchedules({ stack, clock, lambda }: PartsWithFunctions, schedules: Schedules): void {
  schedules.resume();
  for (const { logicalId, ref, properties } of stack.resourcesOf('AWS::Scheduler::Schedule')) {
    const { Arn } = properties.Target;
    if (!lambda.has(Arn))
      throw new TemplateError(logicalId, `${Arn} is no function of this stack`, 'call one of the stack');
    try {
      schedules.declare(toSchedule(ref, properties, clock.nowMs()));
    } catch (error) {
      throw new TemplateError(logicalId, error instanceof Error ? error.message : String(error), 'change the schedule');
    }
  }
}
