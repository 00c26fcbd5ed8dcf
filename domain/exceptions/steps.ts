import type { QuarantineReason } from '../door.js';
import type { RemoteCommandType } from '../remote-command.js';
import type { Audience, Step } from './playbook.js';

/** The spans and steps that playbooks are made of. Spans are milliseconds. */

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** A bank answers a command within a minute (docs/bank.md §5), and the schedule that looks is precise to a minute. */
export const answerMs = 2 * minuteMs;
/** Heartbeats come every 15 min, and have 5 to come: by then a controller that was restarted has spoken. */
export const nextHeartbeatMs = 20 * minuteMs;
/** So long at most a door is on trial, as long as a case that was closed is watched: most are used every day, and work or fail before. */
export const trialMs = 7 * dayMs;
/** Scans come every hour, and have 5 min to come: by then a sensor that was restarted has been seen at work. */
export const nextScanMs = hourMs + 5 * minuteMs;

/** Nothing is sent: what was begun elsewhere is given its time. */
export const wait = (name: string, withinMs: number): Step => ({
  name,
  action: { do: 'wait' },
  success: 'over',
  withinMs,
});

/** Somebody is told, and has this long before the next step. */
export const tell = (whom: Audience, withinMs: number): Step => ({
  name: `tell-${whom}`,
  action: { do: 'tell', whom },
  success: 'over',
  withinMs,
});

/** Told at once, while the next step is tried: of what puts parcels, people or the whole bank at risk. */
export const tellAtOnce = (whom: Audience): Step => tell(whom, 0);

/** The door is not offered while the incident is open: first of all steps, so that nothing is put in meanwhile. */
export const hold = (reason: QuarantineReason): Step => ({
  name: 'hold-door',
  action: { do: 'hold-door', reason },
  success: 'over',
  withinMs: 0,
});

/** By the command's own name. That its cause is over shows afterwards, whatever the bank says of the command. */
export const commanded = (
  type: RemoteCommandType,
  withinMs: number,
  fields?: Readonly<Record<string, string | number>>,
): Step => ({
  name: type,
  action: { do: 'command', command: type, ...(fields && { fields }) },
  success: 'over',
  withinMs,
});

/** Another window of every sensor of the door, now: a person may just have walked past, and one window may err. */
export const lookAgain: Step = { ...commanded('sample', answerMs), name: 'look-again', tries: 2 };

/** Locks and sensors are tested without opening a door. */
export const selfTest = commanded('self-test', answerMs);

const restart = (what: 'sensor' | 'controller' | 'lock-rail', withinMs: number): Step => ({
  ...commanded('restart', withinMs, { what }),
  name: `restart-${what}`,
});

/** A sensor is replaced after two restarts in vain: design, exceptions. Its next scan shows whether one has helped. */
export const restartSensor: Step = { ...restart('sensor', nextScanMs), tries: 2 };

/**
 * Only while the door is certainly empty, for what it then says is taken for nothing; while something lies in it, that is waited for,
 * up to three days. The next scan shows whether it helped.
 */
export const recalibrate: Step = { ...commanded('recalibrate', nextScanMs), tries: 2 };

export const restartController = restart('controller', nextHeartbeatMs);

/** A sensor's bus loses its power with the controller. The next scan shows whether that has helped. */
export const restartBus = restart('controller', nextScanMs);

/** That it was restarted proves nothing of a lock: the next step shows. */
export const restartLockRail = restart('lock-rail', answerMs);
