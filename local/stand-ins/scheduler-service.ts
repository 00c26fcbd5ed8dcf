import {
  jsonError,
  parseJsonObject,
  ServiceError,
  unknownOperation,
  type ServiceHandler,
  type ServiceRequest,
} from './service.js';
import type { Schedule, Schedules, StoredSchedule } from './scheduler.js';

const INPUT_MAX_BYTES = 256 * 1024;
const PAGE_MAX = 100;

/** The EventBridge Scheduler calls of the REST protocol that the SDK makes. */
export function schedulerService(schedules: Schedules, nowMs: () => number): ServiceHandler {
  return async (request) => {
    try {
      const output = route(schedules, request, nowMs);
      return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(output) };
    } catch (error) {
      return jsonError(error);
    }
  };
}

function route(schedules: Schedules, { method, path, query, body }: ServiceRequest, nowMs: () => number): object {
  const [, collection = '', rawName] = path.split('/');
  const name = rawName === undefined ? undefined : decodeURIComponent(rawName);
  if (collection === 'schedule-groups' && name !== undefined) return groupCall(schedules, method, name);
  if (collection === 'schedules') {
    const group = query.get('groupName') ?? 'default';
    if (method === 'GET' && name === undefined) return list(schedules, query);
    if (method === 'POST' && name !== undefined) {
      const created = schedules.create(toSchedule(name, parseJsonObject(body), nowMs()));
      return { ScheduleArn: schedules.arnOf(created) };
    }
    if (method === 'GET' && name !== undefined) return describe(schedules, schedules.get(group, name));
    if (method === 'DELETE' && name !== undefined) {
      schedules.delete(group, name);
      return {};
    }
  }
  throw unknownOperation(`${method} ${path}`);
}

function groupCall(schedules: Schedules, method: string, name: string): object {
  if (method === 'POST') {
    checkName(name);
    if (schedules.hasGroup(name)) throw new ServiceError('ConflictException', `Group ${name} already exists.`, 409);
    schedules.addGroup(name);
    return {
      ScheduleGroupArn: `${schedules.arnOf({ group: name, name: '' }).replace(':schedule/', ':schedule-group/').slice(0, -1)}`,
    };
  }
  if (method === 'GET' && schedules.hasGroup(name)) return { Name: name, State: 'ACTIVE' };
  if (method === 'GET')
    throw new ServiceError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404);
  throw unknownOperation(`${method} of a schedule group`);
}

/** A schedule from what CreateSchedule or the template says: both have the same member names. */
export function toSchedule(name: string, input: Record<string, unknown>, nowMs: number): Schedule {
  checkName(name);
  const target = record(input.Target, 'Target');
  const payload = typeof target.Input === 'string' ? target.Input : '{}';
  if (Buffer.byteLength(payload) > INPUT_MAX_BYTES)
    throw invalid(`Target.Input is larger than ${INPUT_MAX_BYTES} bytes`);
  const zone = input.ScheduleExpressionTimezone ?? 'UTC';
  if (zone !== 'UTC') throw invalid(`the local stand-in keeps UTC only, not ${JSON.stringify(zone)}`);
  if (input.StartDate !== undefined || input.EndDate !== undefined)
    throw invalid('the local stand-in takes no StartDate and no EndDate');
  checkRetries(target.RetryPolicy);
  const { ClientToken: token } = input;
  if (token !== undefined && !(typeof token === 'string' && /^[a-zA-Z0-9-_]{1,64}$/.test(token)))
    throw invalid('ClientToken is no token');
  return {
    group: typeof input.GroupName === 'string' ? input.GroupName : 'default',
    name,
    expression: text(input.ScheduleExpression, 'ScheduleExpression'),
    targetArn: text(target.Arn, 'Target.Arn'),
    roleArn: text(target.RoleArn, 'Target.RoleArn'),
    input: payload,
    enabled: input.State !== 'DISABLED',
    deleteAfterCompletion: input.ActionAfterCompletion === 'DELETE',
    windowMs: windowOf(record(input.FlexibleTimeWindow, 'FlexibleTimeWindow')),
    createdAtMs: nowMs,
    clientToken: typeof input.ClientToken === 'string' ? input.ClientToken : undefined,
  };
}

/** EventBridge Scheduler API Reference, RetryPolicy. */
function checkRetries(policy: unknown): void {
  const { MaximumRetryAttempts = 185, MaximumEventAgeInSeconds = 86_400 } = (policy ?? {}) as Record<string, number>;
  if (MaximumRetryAttempts < 0 || MaximumRetryAttempts > 185) throw invalid('MaximumRetryAttempts is 0 to 185');
  if (MaximumEventAgeInSeconds < 60 || MaximumEventAgeInSeconds > 86_400)
    throw invalid('MaximumEventAgeInSeconds is 60 to 86400');
}

function windowOf({ Mode, MaximumWindowInMinutes }: Record<string, unknown>): number {
  if (Mode === 'OFF') return 0;
  const minutes = Number(MaximumWindowInMinutes);
  if (Mode === 'FLEXIBLE' && minutes >= 1 && minutes <= 1_440) return (minutes - 1) * 60_000;
  throw invalid('FlexibleTimeWindow needs Mode OFF, or FLEXIBLE with MaximumWindowInMinutes from 1 to 1440');
}

function describe(schedules: Schedules, schedule: StoredSchedule): object {
  const { group, name, expression, enabled, deleteAfterCompletion, targetArn, roleArn, input } = schedule;
  return {
    Arn: schedules.arnOf({ group, name }),
    GroupName: group,
    Name: name,
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: 'UTC',
    State: enabled ? 'ENABLED' : 'DISABLED',
    ActionAfterCompletion: deleteAfterCompletion ? 'DELETE' : 'NONE',
    FlexibleTimeWindow: { Mode: schedule.windowMs === 0 ? 'OFF' : 'FLEXIBLE' },
    CreationDate: schedule.createdAtMs / 1000,
    Target: { Arn: targetArn, RoleArn: roleArn, Input: input },
  };
}

function list(schedules: Schedules, query: URLSearchParams): object {
  const group = query.get('ScheduleGroup') ?? undefined;
  const prefix = query.get('NamePrefix') ?? '';
  const state = query.get('State');
  const size = Math.min(PAGE_MAX, Number(query.get('MaxResults') ?? PAGE_MAX));
  const from = Number(query.get('NextToken') ?? 0);
  const all = schedules
    .list(group)
    .filter(({ name, enabled }) => name.startsWith(prefix) && (state === null || enabled === (state === 'ENABLED')))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = all.slice(from, from + size).map((schedule) => ({
    Arn: schedules.arnOf(schedule),
    GroupName: schedule.group,
    Name: schedule.name,
    State: schedule.enabled ? 'ENABLED' : 'DISABLED',
    CreationDate: schedule.createdAtMs / 1000,
    Target: { Arn: schedule.targetArn },
  }));
  return { Schedules: page, ...(from + size < all.length ? { NextToken: String(from + size) } : {}) };
}

function checkName(name: string): void {
  if (/^[0-9a-zA-Z-_.]{1,64}$/.test(name)) return;
  throw invalid(
    `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: ` +
      'Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$ and have length from 1 to 64',
  );
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw invalid(`${name} must be given`);
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw invalid(`${name} must be given`);
}

const invalid = (message: string) => new ServiceError('ValidationException', message);
