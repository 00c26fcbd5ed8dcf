import type { CustodyLog, Look } from '../../../app/api/evidence.js';
import { stateSeen } from '../../../app/api/find-parcels.js';
import type { MessageLogRow } from '../../../app/api/message-log.js';
import type { CustodyRow, Parcel, ParcelClaim } from '../../../app/ports.js';
import type { SiteRow } from '../../../app/registry-ports.js';
import type { DoorEvent, Seen } from '../../../domain/events.js';
import { parseCommandId } from '../../../domain/ids.js';
import type { Window } from '../../../domain/sensing/window.js';
import { html, page, type Html } from '../page.js';
import { wordsOf, wordsOfMessage } from './evidence-words.js';
import { lookPlot } from './look-plot.js';

interface Shown {
  site: SiteRow;
  parcel: Parcel;
  claim: ParcelClaim;
  log: CustodyLog;
  looks: readonly Look[];
  messages: readonly MessageLogRow[];
  nowMs: number;
}

type Clock = (instantMs: number) => string;

/** Everything that is known of a parcel, for whoever asks what became of it. */
export function evidencePage(shown: Shown): string {
  const { site, parcel, claim, log, looks, messages, nowMs } = shown;
  const clock = clockOf(site);
  const name = parcel.trackingNumber ?? parcel.id;
  return page(`Parcel ${name}: what happened`, [
    html`<h1>Parcel ${name}</h1>
      <p>
        ${site.name}, door ${claim.compartmentId} of ${claim.bankId}. As it stood on ${clock(nowMs)}; times are those of
        ${site.timeZone}.
      </p>
      <p>State: <strong>${stateSeen(parcel, nowMs)}</strong>${vouchedFor(parcel)}</p>`,
    html`<h2>What happened</h2>
      ${happened(log.rows, clock)}`,
    html`<h2>What the sensors saw</h2>
      ${seen(log.rows, looks)}`,
    html`<h2>Who was told</h2>
      ${told(messages, clock)}`,
    html`<h2>Can this log be trusted?</h2>
      ${trust(log)}`,
  ]);
}

const vouchedFor = ({ vouched }: Parcel): string =>
  vouched ? ' (the courier vouched for the deposit; no sensor saw it)' : '';

function clockOf({ timeZone }: SiteRow): Clock {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'medium' });
  return (instantMs) => format.format(instantMs);
}

function happened(rows: readonly CustodyRow[], clock: Clock): Html {
  const lines = rows.flatMap(({ occurredAtMs, events }) =>
    events.map((event) => ({ occurredAtMs, said: wordsOf(event) })).filter(({ said }) => said !== undefined),
  );
  if (lines.length === 0) return html`<p>Nothing yet.</p>`;
  return html`<table>
    <tr>
      <th>When</th>
      <th>What</th>
    </tr>
    ${lines.map(
      ({ occurredAtMs, said }) =>
        html`<tr>
          <td class="time">${clock(occurredAtMs)}</td>
          <td>${said}</td>
        </tr>`,
    )}
  </table>`;
}

function seen(rows: readonly CustodyRow[], looks: readonly Look[]): Html {
  const verdicts = rows.flatMap(({ events }) => events.flatMap(verdictIn));
  if (looks.length === 0) return html`<p>No sensor readings are kept of this parcel.</p>`;
  return html`<p class="small">
      A verdict is the sum of all sensors' evidence (log-likelihood ratio): at or above the upper bound the contents
      have changed as asked, at or below the lower one they have not, and between them the sensors cannot say.
    </p>
    ${looks.map((look) => oneLook(look, verdictAfter(look, verdicts)))}`;
}

const verdictIn = (event: DoorEvent): Seen[] => ('seen' in event && event.seen ? [event.seen] : []);

/** Of one cycle, the first verdict is that of its own look, and each further look has the next. */
const verdictAfter = ({ id, doorCycle }: Look, verdicts: readonly Seen[]): Seen | undefined =>
  verdicts.filter((seen) => seen.doorCycle === doorCycle)[parseCommandId(id)?.n ?? 0];

function oneLook({ id, doorCycle, before, after }: Look, verdict: Seen | undefined): Html {
  const sensors = [...new Set([...before, ...after].map(({ sensor }) => sensor))];
  const of = (windows: readonly Window[], sensor: string) => windows.find((window) => window.sensor === sensor);
  return html`<h3>Door cycle ${doorCycle}${id.startsWith('cycle-') ? '' : ', a further look'}</h3>
    ${verdict ? html`<p>Verdict: ${fixed(verdict.llr)} (upper bound ${fixed(verdict.upper)}, lower ${fixed(verdict.lower)}).</p>` : undefined}
    ${sensors.map((sensor) => lookPlot(of(before, sensor), of(after, sensor)))}`;
}

const fixed = (value: number): string => value.toFixed(1);

/** That somebody gave no email address is no news to them. */
const isShown = ({ outcome, channel }: MessageLogRow): boolean => outcome !== 'no-address' || channel === undefined;

function told(messages: readonly MessageLogRow[], clock: Clock): Html {
  const rows = messages.filter(isShown);
  if (rows.length === 0) return html`<p>Nobody.</p>`;
  return html`<table>
    <tr>
      <th>When</th>
      <th>What</th>
      <th>By</th>
      <th>How it went</th>
    </tr>
    ${rows.map((row) => {
      const { what, by, how } = wordsOfMessage(row);
      const until = row.untilMs === undefined ? '' : `, until ${clock(row.untilMs)}`;
      return html`<tr>
        <td class="time">${clock(row.atMs ?? row.askedAtMs)}</td>
        <td>${what}</td>
        <td>${by}</td>
        <td>${how}${until}</td>
      </tr>`;
    })}
  </table>`;
}

function trust({ rows, broken, isPending, nextAfterN }: CustodyLog): Html {
  const count = `${rows.length} ${rows.length === 1 ? 'entry' : 'entries'}`;
  const how = html`<p class="small">
    Each entry carries a fingerprint (SHA-256) of itself and of the entry before it: none can be changed, left out or
    put between without this being seen. Anybody can check it: <code>npm run verify-custody</code>. The last one:
    <code>${rows.at(-1)?.hash ?? 'none'}</code>
  </p>`;
  if (broken)
    return html`<p class="bad">
        <strong>No.</strong> It does not hold at entry ${broken.n} of ${count}: ${broken.why}.
      </p>
      ${how}`;
  const isLonger = nextAfterN === undefined ? '' : ' The log goes on after them: this page shows its beginning.';
  const rest = isPending ? ' Some of it is being written: look again in a minute.' : isLonger;
  return html`<p class="good">
      <strong>Yes.</strong> It was checked when this page was made: ${count}, none missing or changed.${rest}
    </p>
    ${how}`;
}
