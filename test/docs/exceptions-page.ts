import type { Action, Playbook, Step } from '../../domain/exceptions/playbook.js';
import { situations } from '../../domain/exceptions/index.js';
import { inherentVisitsWhere, isVisitInherent } from '../../domain/exceptions/inherent-visits.js';
import { remoteActions } from '../../domain/exceptions/remote-actions.js';
import { settledBy } from '../../domain/exceptions/settled-by.js';
import {
  detections,
  sections,
  type Detection,
  type Section,
  type Settlement,
  type Situation,
} from '../../domain/exceptions/situation.js';
import { en } from '../../domain/exceptions/texts/en/index.js';
import type { Cause } from '../../domain/exceptions/cause.js';

/** docs/exceptions.md, from the catalogue itself: what stands in it stands nowhere else. */
export function exceptionsPage(): string {
  const rows = Object.values(situations).sort((a, b) => a.number - b.number);
  const of = (section: Section) => rows.filter((row) => row.section === section);
  return [intro(rows), ...sections.map((section) => sectionOf(section, of(section)))].join('\n\n') + '\n';
}

const headings: Record<Section, string> = {
  deposit: 'A deposit',
  'doors-and-locks': 'Doors and locks',
  contents: 'Contents against records',
  'time-and-people': 'Time and people',
  sensors: 'Sensors',
  system: 'Controller, network, power, software',
};

const detectedBy: Record<Detection, string> = {
  software: 'the software',
  'settled-in-the-flow': 'nobody: settled in the flow',
  people: 'people only',
  'hardware not fitted': 'nobody: hardware not fitted',
  notInVersion1: 'nobody: not in version 1',
};

const meanings: Record<Detection, string> = {
  software: 'Detectors find it in what banks send; a playbook tries to close it.',
  'settled-in-the-flow':
    'No incident of its own is needed: the screen, messages, codes, states or another row settle it.',
  people: 'Nobody but a person can see it. They raise the incident; the playbook tells who must know.',
  'hardware not fitted': 'The part that would see it is not connected. A person may raise the incident.',
  notInVersion1: 'It is known and named, and this version does nothing about it.',
};

function intro(rows: readonly Situation[]): string {
  const counted = detections.map((detection) => {
    const n = rows.filter(({ detectableBy }) => detectableBy === detection).length;
    return `| ${detectedBy[detection]} | \`${detection}\` | ${n} | ${meanings[detection]} |`;
  });
  return `# What goes wrong, and what the system does

Generated from [\`domain/exceptions\`](../domain/exceptions) by a test: after a change there, \`npx vitest run test/docs -u\`. The same in English, French
and Spanish is answered by \`GET /v1/exceptions?language=fr\`.

| detected by | \`detectableBy\` | rows | means |
|---|---|---|---|
${counted.join('\n')}

**Severity.** P1: parcels, people or the whole bank are at risk, told at once. P2: today. P3: planned work, told in a report.

**Playbooks.** Steps are tried in order. One has succeeded when the cause is seen to be over, however that comes about, or, where it says so, when the bank says that the command was
carried out. In vain, it is tried again as often as it says; then comes the next. At the end a person goes, or the incident waits for its cause to be over.
A visit that belongs to a row *by nature* (something is to be fetched, replaced or verified) counts in the remote-resolution rate as any other, and is left out of the second figure beside it.`;
}

function sectionOf(section: Section, rows: readonly Situation[]): string {
  const overview = rows.map(
    ({ number, cause, detectableBy, severity, playbook }) =>
      `| ${number} | [${en.titles[cause]}](#${anchorOf(cause)}) | ${detectedBy[detectableBy]} | ${severity} | ${lastResort(playbook)} |`,
  );
  return [
    `## ${headings[section]}`,
    ['| # | what | detected by | severity | in the end |', '|---|---|---|---|---|', ...overview].join('\n'),
    ...rows.map(rowOf),
  ].join('\n\n');
}

function lastResort(playbook: Playbook | undefined): string {
  if (!playbook) return '–';
  return playbook.visit === 'never' ? 'no visit' : 'a person goes';
}

const titleOf = (cause: Cause): string => `${situations[cause].number}. ${en.titles[cause]}`;

/** As GitHub makes it of a heading: lower case, spaces to hyphens, punctuation gone. */
const anchorOf = (cause: Cause): string =>
  titleOf(cause)
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');

function rowOf(row: Situation): string {
  const { cause, scope, severity, detectableBy, playbook } = row;
  const { [cause]: settlements } = settledBy;
  const { [cause]: fromAfar = [] } = remoteActions;
  const { meaning, seen, system, person } = en.situations[cause];
  const where = Object.entries(inherentVisitsWhere[cause] ?? {}).map(
    ([detail, value]) => ` where \`${detail}\` is \`${value}\``,
  );
  const inherent = isVisitInherent(cause) || where.length > 0 ? ` · a visit by nature${where.join(' and')}` : '';
  return [
    `### ${titleOf(cause)}`,
    `\`${cause}\` · ${scope} · ${severity} · detected by ${detectedBy[detectableBy]}${inherent}`,
    meaning,
    [
      `- **Seen:** ${seen}`,
      `- **The system:** ${system}`,
      ...(settlements ? [`- **Settled by:** ${settlements.map(settlementWords).join('; ')}.`] : []),
      ...(playbook ? [`- **Playbook:**`, ...playbook.steps.map((step, i) => `  ${i + 1}. ${stepWords(step)}`)] : []),
      `- **People:** ${person}`,
      ...bringWords(playbook),
      ...(fromAfar.length > 0 ? [`- **From afar:** ${fromAfar.map((name) => `\`${name}\``).join(', ')}.`] : []),
    ].join('\n'),
  ].join('\n\n');
}

function bringWords(playbook: Playbook | undefined): string[] {
  if (!playbook || playbook.visit === 'never') return [];
  return [`- **Bring:** ${playbook.visit.bring.map((item) => en.items[item]).join('; ')}.`];
}

function settlementWords(settlement: Settlement): string {
  const [kind = '', name = ''] = settlement.split(':');
  if (kind === 'file') return `[\`${name}\`](../${name})`;
  if (kind === 'cause') return `[${en.titles[name as Cause]}](#${anchorOf(name as Cause)})`;
  return `${kind === 'held' ? 'door held as' : kind} \`${name}\``;
}

function stepWords({ name, action, success, withinMs, tries = 1, only = {}, afterTrial, trial }: Step): string {
  const often = tries > 1 ? `, up to ${tries} times` : '';
  const onTrial = trial ? `, and the door is then on trial, for ${spanWords(trial.forMs)} at most` : '';
  const until = success === 'done' ? `, until the bank says that it is done${onTrial}` : '';
  const span = withinMs === 0 ? 'the next step begins with it' : spanWords(withinMs);
  const where = Object.entries(only).map(([detail, value]) => `, only where \`${detail}\` is \`${value}\``);
  const after = afterTrial === undefined ? '' : `, ${afterTrial ? 'only after' : 'but not after'} a trial that failed`;
  return `\`${name}\`${where.join('')}${after}: ${actionWords(action)}${often}; ${span}${tries > 1 ? ' each' : ''}${until}.`;
}

function actionWords(action: Action): string {
  switch (action.do) {
    case 'wait':
      return 'waits';
    case 'tell':
      return `tells the ${action.whom}`;
    case 'hold-door':
      return `holds the door as \`${action.reason}\``;
    case 'accept-noise':
      return 'takes the noise or the wild values as they are now for the sensor’s own, where its door can tell what it is to tell all the same';
    case 'command':
      return `commands \`${[action.command, ...Object.values(action.fields ?? {})].join(' ')}\``;
    default:
      return action satisfies never;
  }
}

/** 3,900,000 ms is "1 h 5 min". */
function spanWords(ms: number): string {
  const minutes = ms / 60_000;
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = [days && `${days} ${days === 1 ? 'day' : 'days'}`, hours && `${hours} h`, rest && `${rest} min`];
  return parts.filter(Boolean).join(' ');
}
