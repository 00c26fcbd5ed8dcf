import { clockOffsetOf, isClockRight } from '../bank/clock.js';
import { evolveBank, type BankDecision, type BankInput } from '../bank/decision.js';
import { isScanLacking } from '../bank/scan.js';
import type { BankState } from '../bank/state.js';
import type { Cause } from '../exceptions/cause.js';
import type { Finding } from './finding.js';

/** A bank whose controller has not started again for so long is in no loop. A choice, thrice the window of five starts. */
const steadyAfterMs = 30 * 60_000;
/** So long after a start, a bank that does not say that it runs on its battery runs on the mains. A choice. */
const powerToldWithinMs = 5 * 60_000;

/** What a bank says of a start that its own supply gave way to (docs/bank.md, boot). */
const brownOutReason = 'brown-out';
/**
 * A worn supply dips again within some days of pulses, one in twenty of them at the least (assumption), a dip of the mains does not:
 * a little less than the three days after which the playbook asks for a visit. A choice.
 */
const dipsAgainWithinMs = 71 * 3_600_000;

interface Step {
  before: BankState;
  after: BankState;
  input: BankInput;
  decision: BankDecision;
}

interface Rule {
  /** Is it found to stand, as far as this input tells? */
  stands(step: Step): boolean;
  isOver(step: Step): boolean;
}

const counts = ({ decision }: Step, name: string): boolean => decision.counts.some((count) => count.name === name);

/** Which of a bank's own decisions says what of its faults. */
const rules: Partial<Record<Cause, Rule>> = {
  'bank-offline': {
    // What is shorter asks nobody to do anything: it shows in the bank's presence, and adds up.
    stands: (step) => counts(step, 'bank-offline'),
    isOver: ({ after }) => after.presence === 'online',
  },
  'power-lost': {
    stands: ({ before, after }) => after.power?.source === 'battery' && after.power !== before.power,
    isOver: ({ after, input }) =>
      after.power?.source === 'mains' ||
      (input.type === 'heartbeat' && !after.power && isLongAfterStart(after, input.times.nowMs, powerToldWithinMs)),
  },
  'boot-loop': {
    stands: (step) => counts(step, 'boot-loop'),
    isOver: ({ after, input }) =>
      input.type === 'heartbeat' && isLongAfterStart(after, input.times.nowMs, steadyAfterMs),
  },
  'brown-out': {
    // One dip is the mains'. From the second on it is the supply's, and each further one is a sighting.
    stands: (step) => counts(step, 'bank-booted') && isDip(step.after) && (isKnown(step) || dippedLately(step)),
    isOver: ({ before, input }) =>
      input.type === 'heartbeat' && input.times.nowMs - (before.faults?.['brown-out'] ?? 0) > dipsAgainWithinMs,
  },
  'clock-skew': {
    stands: (step) =>
      counts(step, 'clock-skew') && (step.input.type === 'expired-in-time' || isNews(step, 'clock-skew')),
    isOver: (step) => {
      const { before, input } = step;
      if (input.type !== 'heartbeat' || !input.times.ageKnown || counts(step, 'bank-flood')) return false;
      // Of a bank that says no time, its next open tells whether a start has mended it.
      if (input.origin.atMs === undefined)
        return (before.boot?.atMs ?? 0) > (before.faults?.['clock-skew'] ?? Infinity);
      const offsetMs = clockOffsetOf(input);
      return offsetMs !== undefined && isClockRight(offsetMs);
    },
  },
  'config-drift': {
    // Said when a second scan running has told the same.
    stands: ({ after, input, decision }) =>
      input.type === 'scanned' && decision.change !== undefined && (after.scan?.differs?.scans ?? 0) > 1,
    isOver: ({ after, input, decision }) =>
      input.type === 'scanned' && decision.change !== undefined && after.scan?.differs === undefined,
  },
  // Another firmware reads the same sensors otherwise: so their levels move, all at once, and nobody was at the doors.
  'firmware-update': {
    stands: (step) => counts(step, 'levels-shifted'),
    isOver: ({ after, input, decision }) =>
      input.type === 'scanned' && decision.change !== undefined && after.scan?.shiftedAtMs === undefined,
  },
  // Of all sensors at once: the bank lives, and does not look at its doors any more. Of one sensor, its door's scans tell.
  'sensor-silent': {
    stands: (step) =>
      step.input.type === 'heartbeat' &&
      step.input.times.ageKnown &&
      isScanLacking(step.after, step.input.times.occurredAtMs) &&
      isNews(step, 'sensor-silent'),
    isOver: ({ input, decision }) => input.type === 'scanned' && decision.change !== undefined,
  },
};

const isDip = ({ boot }: BankState): boolean => boot?.reason === brownOutReason;
const isKnown = ({ before }: Step): boolean => before.faults?.['brown-out'] !== undefined;
/** The start before this one was a dip's as well. */
const dippedLately = ({ before, after }: Step): boolean =>
  isDip(before) && (after.boot?.atMs ?? 0) - (before.boot?.atMs ?? 0) <= dipsAgainWithinMs;

/** Told again with what is written once an hour: a person who said that it is mended may have been wrong. */
const isNews = ({ before, decision }: Step, cause: Cause): boolean =>
  before.faults?.[cause] === undefined || decision.change !== undefined;

const isLongAfterStart = ({ boot }: BankState, nowMs: number, longMs: number): boolean =>
  boot !== undefined && nowMs - boot.atMs > longMs;

/**
 * A decision with what it says of the bank's faults: kept in the bank's own item until it has reached its incident. An end is
 * told only of what was told to stand. Instants are when it was decided, and an end is later than its beginning.
 */
export function withFindings(before: BankState, input: BankInput, decision: BankDecision): BankDecision {
  const step = { before, after: evolveBank(before, decision), input, decision };
  const { nowMs } = input.times;
  const faults = { ...before.faults };
  const findings: Finding[] = [];
  for (const [cause, { stands, isOver }] of Object.entries(rules) as [Cause, Rule][]) {
    const sinceMs = faults[cause];
    if (stands(step)) {
      faults[cause] = nowMs;
      findings.push(finding(before, { cause, status: 'standing', occurredAtMs: nowMs, detail: detailOf(cause, step) }));
    } else if (sinceMs !== undefined && isOver(step)) {
      delete faults[cause];
      findings.push(finding(before, { cause, status: 'over', occurredAtMs: Math.max(nowMs, sinceMs + 1) }));
    }
  }
  if (findings.length === 0) return decision;
  const kept = Object.keys(faults).length === 0 ? undefined : faults;
  return { ...decision, change: { ...decision.change, faults: kept, owed: findings } };
}

type Found = Pick<Finding, 'cause' | 'status' | 'occurredAtMs' | 'detail'>;

/** A bank's decisions follow each other, so the instant is key enough: of one cause, nothing is found twice in it. */
const finding = ({ bankId }: BankState, found: Found): Finding => ({
  ...found,
  place: { bankId },
  key: `bank-${found.status}-${found.occurredAtMs}`,
});

function detailOf(cause: Cause, { after, input }: Step): Finding['detail'] {
  switch (cause) {
    case 'power-lost':
      return after.power?.batteryPercent === undefined ? undefined : { batteryPercent: after.power.batteryPercent };
    case 'clock-skew':
      if (input.type === 'expired-in-time') return { aheadMs: input.aheadMs };
      return after.clockOffsetMs === undefined ? undefined : { clockOffsetMs: after.clockOffsetMs };
    case 'boot-loop':
      return after.boot && { bootCount: after.boot.bootCount };
    case 'config-drift': {
      const { unknown, missing, first } = after.scan?.differs ?? {};
      return first === undefined ? undefined : { unknown: unknown ?? 0, missing: missing ?? 0, first };
    }
    default:
      return undefined;
  }
}
