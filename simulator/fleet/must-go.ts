import type { Cause } from '../../domain/exceptions/cause.js';
import { situationOf } from '../../domain/exceptions/index.js';
import { parseIncidentCommandId } from '../../domain/ids.js';
import type { Incident } from '../../domain/incident/incident.js';
import { lastSeen } from '../../domain/incident/timeline.js';

type Seen = Pick<Incident, 'cause' | 'timeline' | 'visit'>;

/** One entry of the list, and by what a case is known to be of it: never by that somebody went. */
interface MustGo {
  /** In the words of the list. */
  readonly says: string;
  readonly toldBy: string;
  /** What the bank has said shows that it is so. */
  is(incident: Seen): boolean;
}

const isOf =
  (...causes: Cause[]) =>
  ({ cause }: Seen): boolean =>
    causes.includes(cause);

const wasSeenWith =
  (cause: Cause, name: string, value: string) =>
  (incident: Seen): boolean =>
    incident.cause === cause && lastSeen(incident.timeline)?.[name] === value;

/** Where a human must always go: the market study that the design rests on (reference/market.md §4.8), whole and in its order. */
export const mustGo = {
  jam: {
    says: 'mechanical jam that survives the remote sequence',
    toldBy: 'the bank has carried out every pulse and restart of the playbook, and the door was not heard to open',
    is: (incident) => incident.cause === 'wont-open' && wasAllInVain(incident),
  },
  forced: {
    says: 'forced or damaged door',
    toldBy: 'it opened without a command and its parcel is gone; of damage no message tells',
    is: wasSeenWith('opened-without-command', 'parcel', 'missing'),
  },
  owner: {
    says: 'parcel with unknown owner',
    toldBy: 'it came through no door that anybody opened, or is rubbish',
    is: (incident) => wasSeenWith('phantom', 'owner', 'unknown')(incident) || isOf('foreign-object')(incident),
  },
  overdue: {
    says: 'overdue removal',
    toldBy: 'no incident: carriers and managers take it out on their rounds',
    is: () => false,
  },
  goods: { says: 'leaking or dangerous goods', toldBy: 'a person said so', is: isOf('dangerous-goods') },
  controller: {
    says: 'dead controller after out-of-band reboot',
    toldBy: 'nothing: that reboot is a person’s, and a bank that is away tells of none',
    is: () => false,
  },
  wiring: {
    says: 'wiring verification',
    toldBy: 'another door opened, another door’s sensors answer, or a switch flaps under the longest debounce',
    is: (incident) =>
      isOf('wrong-door-opened', 'sensor-swapped')(incident) || wasSeenWith('door-flapping', 'why', 'wiring')(incident),
  },
  cleaning: {
    says: 'lens or pan cleaning',
    toldBy: 'its looks show that something covers the sensor',
    is: wasSeenWith('sensor-blind', 'why', 'covered'),
  },
  battery: {
    says: 'battery swap',
    toldBy: 'the bank told of its backup battery; or has carried out every restart, and its clock was wrong after each',
    is: (incident) => isOf('ups-battery')(incident) || (incident.cause === 'clock-skew' && wasAllInVain(incident)),
  },
} as const satisfies Record<string, MustGo>;

export type MustGoName = keyof typeof mustGo;

/** Which entry of the list names this case, by what is known of it. */
export const mustGoOf = (incident: Seen): MustGoName | undefined =>
  (Object.keys(mustGo) as MustGoName[]).find((name) => mustGo[name].is(incident));

/**
 * Its playbook asked for a visit by itself, and the bank has answered each command of it, each time it was to be tried, as
 * one that it has carried out. What is unanswered, refused or too late shows nothing, nor does a person who sent somebody before.
 */
function wasAllInVain({ cause, timeline, visit }: Seen): boolean {
  if (!visit || visit.actor !== undefined) return false;
  const wanted = (situationOf(cause).playbook?.steps ?? []).flatMap(({ action, tries = 1, afterTrial }, step) =>
    action.do === 'command' ? Array.from({ length: tries }, (_, i) => ({ step, tries: i + 1, afterTrial })) : [],
  );
  const outcomes = wanted.map(({ step, tries }) => outcomeOf(timeline, { step, tries }));
  // A door whose lock has moved is on trial: then such a step is passed over.
  const isPassedOver = (n: number) => wanted[n]?.afterTrial === false && outcomes[n - 1] === 'done';
  return outcomes.every((outcome, n) => outcome !== undefined || isPassedOver(n));
}

/** How the bank has carried out this try: to its end, or pulling in vain at a lock that does not move. */
function outcomeOf({ rows }: Seen['timeline'], { step, tries }: { step: number; tries: number }) {
  const answers = rows.flatMap(({ what, detail }) => {
    const of = what === 'outcome-told' ? parseIncidentCommandId(String(detail?.['commandId'])) : undefined;
    return of?.step === step && of.tries === tries ? [detail] : [];
  });
  if (answers.some((detail) => detail?.['outcome'] === 'done')) return 'done';
  return answers.some((detail) => detail?.['reason'] === 'lock-does-not-move') ? 'in-vain' : undefined;
}
