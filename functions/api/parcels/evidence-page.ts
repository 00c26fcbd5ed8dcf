import type { CustodyLog, Look } from '../../../app/api/evidence.js';
import { stateSeen } from '../../../app/api/find-parcels.js';
import type { MessageLogRow } from '../../../app/api/message-log.js';
import type { CustodyRow, Parcel, ParcelClaim } from '../../../app/ports.js';
import type { SiteRow } from '../../../app/registry-ports.js';
import type { DoorEvent, Seen } from '../../../domain/events.js';
import { parseCommandId } from '../../../domain/ids.js';
import type { Window } from '../../../domain/sensing/window.js';
import { datesIn } from '../dates.js';
import { html, page, type Html } from '../page.js';
import { wordsOf, wordsOfMessage, type EvidenceWords } from './evidence-words/words.js';
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

/** In whose language, and how an instant is written in it at the site. */
interface Speech {
  words: EvidenceWords;
  clock: (instantMs: number) => string;
}

/** Everything that is known of a parcel, for whoever asks what became of it. */
export function evidencePage(shown: Shown, words: EvidenceWords): string {
  const { site, parcel, claim, log, looks, messages, nowMs } = shown;
  const speech = speechOf(words, site);
  const name = parcel.trackingNumber ?? parcel.id;
  const place = {
    ...{ site: site.name, door: claim.compartmentId, bank: claim.bankId },
    ...{ at: speech.clock(nowMs), timeZone: site.timeZone },
  };
  const sections = [
    html`<h1>${words.parcel(name)}</h1>
      <p>${words.place(place)}</p>
      <p>${words.state} <strong>${words.states[stateSeen(parcel, nowMs)]}</strong>${vouchedFor(parcel, words)}</p>`,
    html`<h2>${words.happened.heading}</h2>
      ${happened(log.rows, speech)}`,
    html`<h2>${words.seen.heading}</h2>
      ${seen(log.rows, looks, words)}`,
    html`<h2>${words.told.heading}</h2>
      ${told(messages, speech)}`,
    html`<h2>${words.trust.heading}</h2>
      ${trust(log, words)}`,
  ];
  return page(words.title(name), sections, words.language);
}

function vouchedFor({ vouched, isUnsure }: Parcel, words: EvidenceWords): string {
  if (isUnsure) return ` (${words.unsure})`;
  return vouched ? ` (${words.vouched})` : '';
}

function speechOf(words: EvidenceWords, { timeZone }: SiteRow): Speech {
  return { words, clock: datesIn(words.locale, { timeZone, dateStyle: 'medium', timeStyle: 'medium' }) };
}

function happened(rows: readonly CustodyRow[], { words, clock }: Speech): Html {
  const lines = rows.flatMap(({ occurredAtMs, events }) =>
    events.map((event) => ({ occurredAtMs, said: wordsOf(words, event) })).filter(({ said }) => said !== undefined),
  );
  const { none, when, what } = words.happened;
  if (lines.length === 0) return html`<p>${none}</p>`;
  return html`<table>
    <tr>
      <th>${when}</th>
      <th>${what}</th>
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

function seen(rows: readonly CustodyRow[], looks: readonly Look[], words: EvidenceWords): Html {
  const verdicts = rows.flatMap(({ events }) => events.flatMap(verdictIn));
  if (looks.length === 0) return html`<p>${words.seen.none}</p>`;
  return html`<p class="small">${words.seen.means}</p>
    ${looks.map((look) => oneLook(look, verdictAfter(look, verdicts), words))}`;
}

const verdictIn = (event: DoorEvent): Seen[] => ('seen' in event && event.seen ? [event.seen] : []);

/** Of one cycle, the first verdict is that of its own look, and each further look has the next. */
const verdictAfter = ({ id, doorCycle }: Look, verdicts: readonly Seen[]): Seen | undefined =>
  verdicts.filter((seen) => seen.doorCycle === doorCycle)[parseCommandId(id)?.n ?? 0];

function oneLook({ id, doorCycle, before, after }: Look, verdict: Seen | undefined, words: EvidenceWords): Html {
  const sensors = [...new Set([...before, ...after].map(({ sensor }) => sensor))];
  const of = (windows: readonly Window[], sensor: string) => windows.find((window) => window.sensor === sensor);
  const { cycle, furtherLook, noWindows } = words.seen;
  return html`<h3>${id.startsWith('cycle-') ? cycle(doorCycle) : furtherLook(doorCycle)}</h3>
    ${verdict && html`<p>${verdictOf(verdict, words)}</p>`}
    ${sensors.length === 0 ? html`<p class="small">${noWindows}</p>` : undefined}
    ${sensors.map((sensor) => lookPlot(of(before, sensor), of(after, sensor), words))}`;
}

/** Above the upper bound something is inside, below the lower one nothing is: after a deposit as after a pickup. */
function verdictOf({ llr, upper, lower }: Seen, { locale, seen: { verdict } }: EvidenceWords): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const fixed = (value: number) => new Intl.NumberFormat(locale, digits).format(value).replace('-', '−');
  const says = llr >= upper ? 'present' : llr <= lower ? 'absent' : 'unclear';
  return verdict({ says, llr: fixed(llr), upper: fixed(upper), lower: fixed(lower) });
}

/** That somebody gave no email address is no news to them. */
const isShown = ({ outcome, channel }: MessageLogRow): boolean => outcome !== 'no-address' || channel === undefined;

function told(messages: readonly MessageLogRow[], { words, clock }: Speech): Html {
  const rows = messages.filter(isShown);
  if (rows.length === 0) return html`<p>${words.told.none}</p>`;
  return html`<table>
    <tr>
      <th>${words.happened.when}</th>
      <th>${words.happened.what}</th>
      <th>${words.told.by}</th>
      <th>${words.told.how}</th>
    </tr>
    ${rows.map((row) => {
      const { what, by, how } = wordsOfMessage(words, row);
      const until = row.untilMs === undefined ? '' : words.told.until(clock(row.untilMs));
      return html`<tr>
        <td class="time">${clock(row.atMs ?? row.askedAtMs)}</td>
        <td>${what}</td>
        <td>${by}</td>
        <td>${how}${until}</td>
      </tr>`;
    })}
  </table>`;
}

function trust({ rows, broken, isPending, nextAfterN }: CustodyLog, { trust: words }: EvidenceWords): Html {
  const count = words.entries(rows.length);
  const how = html`<p class="small">
    ${words.how} <code>npm run verify-custody</code>. ${words.last} <code>${rows.at(-1)?.hash ?? '–'}</code>
  </p>`;
  if (broken)
    return html`<p class="bad"><strong>${words.no}</strong> ${words.broken(broken.n, count, words.why[broken.why])}</p>
      ${how}`;
  const isLonger = nextAfterN === undefined ? '' : ` ${words.goesOn}`;
  const rest = isPending ? ` ${words.pending}` : isLonger;
  return html`<p class="good"><strong>${words.yes}</strong> ${words.holds(count)}${rest}</p>
    ${how}`;
}
